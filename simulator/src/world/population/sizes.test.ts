import { describe, expect, test } from 'vitest'
import { bulkSizes, coreSizes } from './sizes.ts'

const core = { people: 60, ordinaryPeople: 57, applications: 10, groups: 40, memberships: 300, assignments: 90 }

describe('the sizes of a tenancy', () => {
  test('up to 20,000 people are one realistic company', () => {
    expect(coreSizes({ people: 20_000, applications: 120 })).toEqual({ people: 20_000, applications: 120 })
    expect(coreSizes({ people: 20_001, applications: 120 })).toEqual({ people: 2_500, applications: 120 })
  })

  test('where assignments are asked for, half of few applications are left to take them', () => {
    expect(coreSizes({ people: 60, applications: 40, fill: { assignments: 1 } }).applications).toBe(20)
    expect(coreSizes({ people: 60, applications: 5_000 }).applications).toBe(120)
  })

  test('what is missing to the sizes asked for is left to compute, and nothing is cut down', () => {
    const fill = { groups: 100, memberships: 1_000, assignments: 50 }
    expect(bulkSizes({ people: 60, applications: 10, fill }, core)).toEqual({
      people: 0,
      applications: 0,
      groups: 60,
      memberships: 700,
      assignments: 0,
    })
  })

  test('many people have groups and memberships without being asked for', () => {
    expect(bulkSizes({ people: 1_060, applications: 10 }, core)).toMatchObject({ groups: 50, memberships: 5_000 })
  })

  test.each([
    [{ groups: 40, memberships: 400 }, /ask for at least --groups 42/],
    [{ assignments: 91 }, /57 people can have 90 with 10 applications; ask for more --applications/],
  ])('%j do not go together, and the refusal says what to ask for', (fill, sentence) => {
    expect(() => bulkSizes({ people: 60, applications: 10, fill }, core)).toThrow(sentence)
  })

  test('more people than can be numbered are refused', () => {
    expect(() => bulkSizes({ people: 50_000_000, applications: 10 }, core)).toThrow(/at most 40000000/)
  })
})

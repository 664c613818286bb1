import { describe, expect, test } from 'vitest'
import { floorSeconds, leastUnitsOfPlanC, type TenancySize, unitsOfPlanC, unitsOfPlanCWithOwners } from './plan-c.ts'

const large: TenancySize = {
  people: 100_000,
  groups: 20_000,
  memberships: 1_000_000,
  groupOwners: 20_000,
  servicePrincipals: 5_000,
  grants: 50_000,
}

describe('plan C for 100,000 people, 20,000 groups and 1,000,000 memberships', () => {
  test('costs 8,479 units, 10.6 s from an empty bucket', () => {
    expect(unitsOfPlanC(large)).toBe(8_479)
    expect(floorSeconds(8_479, 0)).toBeCloseTo(10.6, 1)
  })

  test('costs 13,519 units with the owners of everything, 16.9 s', () => {
    expect(unitsOfPlanCWithOwners(large)).toBe(13_519)
    expect(floorSeconds(13_519, 0)).toBeCloseTo(16.9, 1)
  })

  test('costs 7,679 units where every page of a chain is full', () => {
    expect(leastUnitsOfPlanC(large)).toBe(7_679)
  })
})

test('an empty tenancy costs nothing', () => {
  const none = { people: 0, groups: 0, memberships: 0, groupOwners: 0, servicePrincipals: 0, grants: 0 }
  expect(unitsOfPlanCWithOwners(none)).toBe(0)
})

test('what the bucket holds at the start costs no time', () => {
  expect(floorSeconds(8_479, 8_000)).toBeCloseTo(0.6, 1)
  expect(floorSeconds(5_000, 8_000)).toBe(0)
})

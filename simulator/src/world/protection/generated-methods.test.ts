import { expect, test } from 'vitest'
import type { Entity } from '../model.ts'
import { generatedMethods } from './generated-methods.ts'

const BEGIN = Date.parse('2026-03-01T00:00:00Z')

const person = (nth: number, properties = {}): Entity => ({
  id: `person-${nth}`,
  kind: 'user',
  ordinal: nth,
  state: 'live',
  properties: { createdDateTime: '2024-05-01T08:00:00Z', userType: 'Member', ...properties },
})

const staff = Array.from({ length: 1000 }, (_, nth) => generatedMethods('tenant', person(nth), BEGIN))

const share = (fits: (kinds: readonly string[]) => boolean) =>
  staff.filter((methods) => fits(methods.map(({ kind }) => kind))).length / staff.length

test('of the staff about eight in a hundred have nothing, and twelve a phone alone', () => {
  expect(share((kinds) => kinds.length === 0)).toBeCloseTo(0.08, 1)
  expect(share((kinds) => kinds.length === 1 && kinds[0] === 'phoneAuthenticationMethod')).toBeCloseTo(0.12, 1)
})

test('administrators hold a security key', () => {
  const kinds = generatedMethods('tenant', person(1, { mailNickname: 'admin' }), BEGIN).map(({ kind }) => kind)
  expect(kinds).toContain('fido2AuthenticationMethod')
})

test('the same person has the same whenever it is asked, whatever becomes of their name', () => {
  for (const nth of [1, 2, 3, 4, 5])
    expect(generatedMethods('tenant', person(nth, { mailNickname: 'changed' }), BEGIN)).toEqual(staff[nth])
})

test('whoever came after the beginning has nothing, and nobody registered in the future', () => {
  for (const nth of [1, 2, 3, 4, 5])
    expect(generatedMethods('tenant', person(nth, { employeeHireDate: '2026-03-01T00:00:00Z' }), BEGIN)).toEqual([])
  const recent = Array.from({ length: 50 }, (_, nth) => person(nth, { createdDateTime: '2026-02-27T08:00:00Z' }))
  const instants = recent.flatMap((user) =>
    generatedMethods('tenant', user, BEGIN).map(({ properties }) => Date.parse(String(properties.createdDateTime))),
  )
  expect(Math.max(...instants)).toBeLessThanOrEqual(BEGIN)
})

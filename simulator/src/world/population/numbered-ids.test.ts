import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LARGEST_NUMBER, NumberedIds } from './numbered-ids.ts'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const ids = new NumberedIds('7')
const numbers = fc.integer({ min: 0, max: LARGEST_NUMBER - 1 })
const sorts = fc.constantFrom('user' as const, 'group' as const, 'servicePrincipal' as const, 'appId' as const)

describe('a numbered GUID', () => {
  test('has the shape of version 4 and tells what it is the number of', () => {
    fc.assert(
      fc.property(sorts, numbers, (what, number) => {
        const guid = ids.guid(what, number)
        expect(guid).toMatch(GUID)
        expect(ids.read(guid)).toEqual({ what, number })
      }),
    )
  })

  test('with any other digit or sign is no id', () => {
    fc.assert(
      fc.property(
        numbers,
        fc.integer({ min: 0, max: 35 }),
        fc.constantFrom(...'0123456789abcdefA-_'),
        (number, at, sign) => {
          const guid = ids.guid('user', number)
          const other = `${guid.slice(0, at)}${sign}${guid.slice(at + 1)}`
          if (other !== guid) expect(ids.read(other)).toBeUndefined()
        },
      ),
    )
  })

  test('of another seed is no id', () => {
    expect(new NumberedIds('8').read(ids.guid('user', 5))).toBeUndefined()
  })

  test.each(['', 'nobody', 'a'.repeat(36), '00000000-0000-4000-8000-000000000000'])('is not %j', (text) => {
    expect(ids.read(text)).toBeUndefined()
  })
})

describe('a numbered opaque id', () => {
  test('has 43 letters of base64url and tells its number', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        const text = ids.opaque('appRoleAssignment', number)
        expect(text).toMatch(/^[A-Za-z0-9_-]{43}$/)
        expect(ids.readOpaque('appRoleAssignment', text)).toBe(number)
        expect(ids.readOpaque('signIn', text)).toBeUndefined()
      }),
    )
  })

  test('is not any text of that length', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 43, maxLength: 43, unit: 'grapheme' }), (text) => {
        expect(ids.readOpaque('appRoleAssignment', text)).toBeUndefined()
      }),
    )
  })
})

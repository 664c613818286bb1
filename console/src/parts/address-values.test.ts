import { describe, expect, test } from 'vitest'
import { chosen, instantIn, uuidIn } from './address-values.ts'

describe('values of an address', () => {
  test('an instant may be written with an offset or as a date', () => {
    expect(instantIn('2026-03-01')).toBe('2026-03-01T00:00:00.000Z')
    expect(instantIn('2026-03-01T10:00:00+02:00')).toBe('2026-03-01T08:00:00.000Z')
    expect(instantIn('yesterday')).toBeUndefined()
    expect(instantIn('2026-13-41')).toBeUndefined()
    expect(instantIn('2026-03-01T10:00')).toBeUndefined()
  })

  test('an identifier is a UUID', () => {
    expect(uuidIn('0F8FAD5B-D9CB-469F-A165-70867728950E')).toBe('0f8fad5b-d9cb-469f-a165-70867728950e')
    expect(uuidIn("1' or '1'='1")).toBeUndefined()
  })

  test('what was not chosen is not in the address', () => {
    expect(chosen({ search: 'Ada', department: undefined })).toEqual({ search: 'Ada' })
  })
})

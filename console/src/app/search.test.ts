import { expect, test } from 'vitest'
import { flagIn, listIn, oneIn, parseSearch, stringifySearch, textIn } from './search.ts'

test('an address comes back as it was written', () => {
  const search = { department: 'Sales & more', state: ['blocked', 'absent'], includeGuests: true }
  expect(parseSearch(stringifySearch(search))).toEqual({ ...search, includeGuests: 'true' })
})

test('numbers and dates stay text', () => {
  expect(parseSearch('?q=123&asOf=2026-03-01')).toEqual({ q: '123', asOf: '2026-03-01' })
})

test('what says nothing is not written', () => {
  expect(stringifySearch({ q: '', guests: false, asOf: undefined })).toBe('')
})

test('readers take what they know and drop the rest', () => {
  expect(textIn(['a', 'b'])).toBeUndefined()
  expect(flagIn('yes')).toBeUndefined()
  expect(oneIn('own', ['consent', 'own'])).toBe('own')
  expect(listIn(['absent', 'mad'], ['blocked', 'absent'])).toEqual(['absent'])
  expect(listIn('mad', ['blocked'])).toBeUndefined()
})

import { describe, expect, test } from 'vitest'
import { filtersSet, peopleFilter, readPeopleSearch, withoutFilters } from './people-search.ts'

describe('the address of the list of people', () => {
  test('nothing chosen is an empty address', () => {
    expect(readPeopleSearch({})).toEqual({})
  })

  test('what is not understood is dropped, and the rest stays', () => {
    expect(readPeopleSearch({ department: 'Sales', sort: 'shoeSize', state: 7, unknown: 1 })).toEqual({
      department: 'Sales',
    })
  })

  test('a state asks the API for that state alone', () => {
    expect(peopleFilter({ state: 'blocked', department: 'Sales' })).toEqual({ state: ['blocked'], department: 'Sales' })
  })

  test('hidden people are asked for one kind at a time', () => {
    expect(peopleFilter({ guests: true, gone: true })).toEqual({ includeGuests: true, includeGone: true })
  })

  test('clearing the filters keeps the instant travelled to', () => {
    expect(withoutFilters({ asOf: '2026-03-01T00:00:00.000Z', department: 'Sales', search: 'x' })).toEqual({
      asOf: '2026-03-01T00:00:00.000Z',
    })
    expect(filtersSet({ department: 'Sales', country: 'Norway', search: 'x' })).toBe(2)
  })
})

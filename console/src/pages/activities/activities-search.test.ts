import { describe, expect, test } from 'vitest'
import { activitiesFilter, readActivitiesSearch } from './activities-search.ts'

describe('the address of the activities', () => {
  test('days are days of the calendar', () => {
    expect(readActivitiesSearch({ from: '2026-03-01', to: 'tomorrow' })).toEqual({ from: '2026-03-01' })
  })

  test('the last day is included, in the zone of whoever asks', () => {
    const { from, to } = activitiesFilter({ from: '2026-03-01', to: '2026-03-01' })
    expect(new Date(to ?? '').getTime() - new Date(from ?? '').getTime()).toBe(24 * 3_600_000)
    expect(new Date(from ?? '').getHours()).toBe(0)
  })

  test('syncs are a kind of activity, and people a kind of subject', () => {
    expect(activitiesFilter({ about: 'sync' })).toEqual({ kind: 'sync' })
    expect(activitiesFilter({ about: 'person' })).toEqual({ subjectType: 'person' })
  })
})

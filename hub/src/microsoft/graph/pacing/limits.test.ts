import { expect, test } from 'vitest'
import { type LimitName, limits, type TenancySize } from './limits.ts'

test.each<[LimitName, TenancySize, number, number]>([
  ['directory', {}, 3_500, 10],
  ['directory', { people: 49 }, 3_500, 10],
  ['directory', { people: 50 }, 5_000, 10],
  ['directory', { people: 500 }, 5_000, 10],
  ['directory', { people: 501 }, 8_000, 10],
  ['directoryWrites', { people: 501 }, 3_000, 150],
  ['reports', {}, 5, 10],
  ['usageReports', {}, 14, 600],
  ['identityProtection', {}, 1, 1],
  ['outlook', {}, 10_000, 600],
  ['sharePoint', {}, 1_200, 60],
  ['sharePoint', { people: 100_000 }, 1_200, 60],
  ['sharePoint', { licences: 1_000 }, 1_200, 60],
  ['sharePoint', { licences: 1_001 }, 2_400, 60],
  ['sharePoint', { licences: 15_000 }, 3_600, 60],
  ['sharePoint', { licences: 15_001 }, 4_800, 60],
  ['sharePoint', { licences: 50_001 }, 6_000, 60],
  ['teams', {}, 30, 1],
  ['teamsPlace', {}, 4, 1],
])('%s of a tenancy of %o: %i units in %i seconds', (name, size, units, seconds) => {
  expect(limits[name].pace(size)).toEqual({ units, perMs: seconds * 1_000 })
})

test('every limit names the page that states it', () => {
  for (const { source } of Object.values(limits)) expect(source).toMatch(/^learn\.microsoft\.com\/[\w/-]+(#[\w-]+)?$/)
})

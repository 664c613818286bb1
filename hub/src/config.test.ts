import { describe, expect, test } from 'vitest'
import { ConfigUnusable, configOf } from './config.ts'

const database = { ATRIUM_DATABASE_URL: 'postgres://localhost/atrium' }

describe('the address at which Microsoft calls', () => {
  test.each([
    ['https://hooks.example.org/', 'https://hooks.example.org'],
    ['https://hooks.example.org/atrium', 'https://hooks.example.org/atrium'],
    ['http://localhost:7400', 'http://localhost:7400'],
    ['http://127.0.0.1:7400', 'http://127.0.0.1:7400'],
    ['none', 'none'],
  ])('may be %s', (given, taken) => {
    expect(configOf({ ...database, ATRIUM_INBOUND_URL: given }).inboundUrl).toBe(taken)
  })

  test('follows from the public one where nothing is said', () => {
    expect(configOf(database).inboundUrl).toBeUndefined()
  })

  test.each(['http://hooks.example.org', 'hooks.example.org', 'ftp://localhost'])('may not be %s', (given) => {
    expect(() => configOf({ ...database, ATRIUM_INBOUND_URL: given })).toThrow(ConfigUnusable)
  })
})

import { expect, test } from 'vitest'
import { readCheck, summarise, totalsLine } from './results.ts'

const client = (...oks: boolean[]) => ({
  name: 'msal-node',
  version: '1.0.0',
  way: 'direct' as const,
  milliseconds: 1,
  checks: oks.map((ok, i) => ({ name: `check ${i}`, ok, milliseconds: 1 })),
})

test('a client passes when all of its checks do', () => {
  expect(totalsLine(summarise([client(true, true), client(true, false)], 5).totals)).toBe(
    '1 of 2 clients, 3 of 4 checks',
  )
})

test('a client without a check does not pass', () => {
  expect(totalsLine(summarise([client()], 5).totals)).toBe('0 of 1 clients, 0 of 0 checks')
})

test('only what has the form of a check is read as one', () => {
  const check = { name: 'by secret', ok: false, milliseconds: 3, error: 'AADSTS7000215' }
  expect(readCheck({ ...check, more: 1 })).toEqual(check)
  expect(readCheck({ ...check, ok: 'yes' })).toBeUndefined()
  expect(readCheck('by secret')).toBeUndefined()
})

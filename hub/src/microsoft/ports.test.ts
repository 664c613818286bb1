import { expect, test } from 'vitest'
import { fraction, systemPorts } from './ports.ts'

test('a wait that is given up ends with the caller’s own reason, before it began and in the middle', async () => {
  await expect(systemPorts.sleep(60_000, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
  const giveUp = new AbortController()
  const waiting = systemPorts.sleep(60_000, giveUp.signal)
  giveUp.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
})

test.each([
  [0x00, 0],
  [0x80, 0.5],
  [0xff, 0.99609375],
])('a first byte of %i is the fraction %d', (first, expected) => {
  expect(fraction({ bytes: (length) => new Uint8Array(length).fill(first, 0, 1) })).toBe(expected)
})

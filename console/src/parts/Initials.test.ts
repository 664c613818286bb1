import { expect, test } from 'vitest'
import { initialsOf } from './Initials.tsx'

test.each([
  ['Ada Lovelace', 'AL'],
  ['Ana María de la Cruz', 'AC'],
  ['дмитрий иванов', 'ДИ'],
  ['Lovelace, Ada', 'LA'],
  ['Ada Lovelace (External)', 'AL'],
  ['Reception', 'R'],
  ['  ', '?'],
  [null, '?'],
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

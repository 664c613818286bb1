import { expect, test } from 'vitest'
import { mayManageMethods } from './method-rights.ts'

const roles = (...names: string[]): ReadonlySet<string> => new Set(names)

test.each([
  ['Global Administrator', 'Global Administrator', 'change', true],
  ['Privileged Authentication Administrator', 'Global Administrator', 'change', true],
  ['Authentication Administrator', 'Global Administrator', 'change', false],
  ['Authentication Administrator', 'Reports Reader', 'change', true],
  ['Authentication Administrator', undefined, 'change', true],
  ['Helpdesk Administrator', undefined, 'change', false],
  ['Global Reader', 'Global Administrator', 'read', true],
  ['Global Reader', undefined, 'change', false],
  [undefined, undefined, 'read', false],
] as const)('%s on a %s: %s is %s', (caller, target, effect, allowed) => {
  const held = caller === undefined ? roles() : roles(caller)
  expect(mayManageMethods(held, target === undefined ? roles() : roles(target), false, effect)).toBe(allowed)
})

test('an Authentication Administrator does not reach whoever is in a role-assignable group', () => {
  expect(mayManageMethods(roles('Authentication Administrator'), roles(), true, 'change')).toBe(false)
})

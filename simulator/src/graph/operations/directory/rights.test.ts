import { describe, expect, test } from 'vitest'
import { type DirectoryAction, mayDo, reaches, type Standing } from './rights.ts'

const NOBODY: Standing = { roles: new Set(), isOwner: false, isSelf: false, isGuest: false }
const holding = (...roles: string[]): Standing => ({ ...NOBODY, roles: new Set(roles) })
const OWNER: Standing = { ...NOBODY, isOwner: true }
const SELF: Standing = { ...NOBODY, isSelf: true }
const GUEST: Standing = { ...NOBODY, isGuest: true }

describe('a person’s own rights', () => {
  test.each<[DirectoryAction, string, Standing, boolean]>([
    ['createUser', 'an ordinary member', NOBODY, false],
    ['createUser', 'a User Administrator', holding('User Administrator'), true],
    ['createUser', 'a Helpdesk Administrator', holding('Helpdesk Administrator'), false],
    ['updateUser', 'the person', SELF, false],
    ['updateOwnProfile', 'the person', SELF, true],
    ['setPassword', 'a Helpdesk Administrator', holding('Helpdesk Administrator'), true],
    ['setPassword', 'a Groups Administrator', holding('Groups Administrator'), false],
    ['revokeSessions', 'the person', SELF, true],
    ['deleteUser', 'a Global Reader', holding('Global Reader'), false],
    ['createGroup', 'an ordinary member', NOBODY, true],
    ['createGroup', 'a guest', GUEST, false],
    ['updateGroup', 'an ordinary member', NOBODY, false],
    ['updateGroup', 'an owner', OWNER, true],
    ['updateRoleAssignableGroup', 'a Groups Administrator', holding('Groups Administrator'), false],
    ['updateRoleAssignableGroup', 'a Privileged Role Administrator', holding('Privileged Role Administrator'), true],
    ['updateApplication', 'an owner', OWNER, true],
    ['consentToPermissions', 'an Application Administrator', holding('Application Administrator'), false],
    ['grantDelegatedPermissions', 'an Application Administrator', holding('Application Administrator'), true],
    ['assignDirectoryRole', 'a Global Administrator', holding('Global Administrator'), true],
    ['assignDirectoryRole', 'a User Administrator', holding('User Administrator'), false],
  ])('%s by %s', (action, _, standing, allowed) => {
    expect(mayDo(action, standing)).toBe(allowed)
  })
})

describe('a sensitive action', () => {
  test.each<[string[], string[], boolean, boolean]>([
    [[], [], false, true],
    [[], ['Helpdesk Administrator'], false, false],
    [[], [], true, false],
    [['User Administrator'], ['User Administrator'], false, true],
    [['User Administrator'], ['Global Administrator'], false, false],
    [['User Administrator'], ['Helpdesk Administrator', 'License Administrator'], false, false],
    [['User Administrator'], [], true, false],
    [['Helpdesk Administrator'], ['Helpdesk Administrator'], false, true],
    [['Helpdesk Administrator'], ['User Administrator'], false, false],
    [['Global Administrator'], ['Global Administrator'], true, true],
    [['Privileged Authentication Administrator'], ['Global Administrator'], false, true],
  ])(
    'by somebody with %j on somebody with %j, protected: %s, is allowed: %s',
    (caller, target, isProtected, allowed) => {
      expect(reaches(new Set(caller), new Set(target), isProtected)).toBe(allowed)
    },
  )
})

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { ConnectionState, PackName } from './model.ts'
import { packNames } from './pack-names.ts'
import { packs, permissionId, permissionsOf } from './packs.ts'
import { reasonCodes, reasonText } from './reasons.ts'
import {
  administratorRoles,
  binding,
  excessPermissions,
  isAdministrator,
  missingPermissions,
  standing,
} from './rules.ts'

const now = new Date('2026-03-01T00:00:00Z')
const Code = z.enum(reasonCodes)
const Grant = z
  .strictObject({
    pack: PackName,
    roles: z.array(z.string()).optional(),
    refused: Code.optional(),
    expires: z.coerce.date().optional(),
    denied: z.array(z.string()).default([]),
  })
  .transform(({ pack, roles, refused, expires, denied }) => ({
    pack,
    roles: roles ?? permissionsOf(pack),
    refusedReason: refused ?? null,
    credentialExpiresAt: expires ?? null,
    deniedResources: denied,
  }))
const Cases = z.strictObject({
  standing: z.array(
    z.strictObject({
      name: z.string(),
      facts: z.strictObject({
        bound: z.boolean(),
        imported: z.boolean().default(false),
        revoked: z.boolean().default(false),
        grants: z.array(Grant),
      }),
      state: ConnectionState,
      reasons: z.array(Code),
    }),
  ),
  binding: z.array(
    z.strictObject({
      name: z.string(),
      holders: z.array(z.string()),
      agreed: z.boolean(),
      may: z.boolean(),
      ask: z.string().optional(),
    }),
  ),
})
const cases = Cases.parse(parse(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')))

describe('where a connection stands', () => {
  test.each(cases.standing)('$name: $state', ({ facts, state, reasons }) => {
    const { bound, imported, revoked, grants } = facts
    const firstImportedAt = imported ? now : null
    const found = standing({ bound, firstImportedAt, revokedAt: revoked ? now : null, grants }, now)
    expect(found.state).toBe(state)
    expect(found.reasons.map(({ code }) => code)).toEqual(reasons)
  })
})

describe('who may bind a tenancy', () => {
  test.each(cases.binding)('$name', ({ holders, agreed, may, ask }) => {
    expect(binding(holders, 'me', agreed)).toEqual(may ? { may } : { may, ask })
  })
})

describe('permissions', () => {
  test('what is used where it is granted, though not asked for, is not in excess', () => {
    const roles = [...permissionsOf('directory-read'), 'User-LifeCycleInfo.Read.All', 'Mail.Read']
    expect(excessPermissions(['directory-read'], roles)).toEqual(['Mail.Read'])
    expect(excessPermissions(['sign-in-activity'], ['User-LifeCycleInfo.Read.All'])).toEqual([
      'User-LifeCycleInfo.Read.All',
    ])
  })

  test('what a pack asks for is neither missing nor in excess', () => {
    for (const pack of packNames) {
      expect(missingPermissions(pack, permissionsOf(pack))).toEqual([])
      expect(excessPermissions([pack], permissionsOf(pack))).toEqual([])
    }
  })

  test('whatever the roles, a missing permission is asked for, not held, and not covered', () => {
    const names = [
      ...new Set(
        packNames.flatMap((pack) => packs[pack].permissions.flatMap((need) => [need.permission, ...need.coveredBy])),
      ),
    ]
    fc.assert(
      fc.property(fc.constantFrom(...packNames), fc.subarray(names), (pack, roles) => {
        for (const missing of missingPermissions(pack, roles)) {
          const need = packs[pack].permissions.find(({ permission }) => permission === missing)
          expect(need && roles.some((role) => role === missing || need.coveredBy.some((wider) => wider === role))).toBe(
            false,
          )
        }
        // taking the excess away makes nothing missing
        const excess = excessPermissions([pack], roles)
        const without = roles.filter((role) => !excess.includes(role))
        expect(missingPermissions(pack, without)).toEqual(missingPermissions(pack, roles))
      }),
    )
  })

  test('a permission of another pack is in excess until that pack is enabled', () => {
    const roles = [...permissionsOf('directory-read'), 'AuditLog.Read.All']
    expect(excessPermissions(['directory-read'], roles)).toEqual(['AuditLog.Read.All'])
    expect(excessPermissions(['directory-read', 'sign-in-activity'], roles)).toEqual([])
  })

  test('each has an id, a reason, a risk and a consequence, once in its pack', () => {
    for (const pack of packNames) {
      const { permissions } = packs[pack]
      expect(new Set(permissionsOf(pack)).size).toBe(permissions.length)
      for (const need of permissions) {
        expect(permissionId(need)).toMatch(/^[0-9a-f-]{36}$/)
        expect([need.why, need.withoutIt].every((text) => text.length > 10)).toBe(true)
      }
    }
  })
})

/** Microsoft's permissions data as the project carries it, for the calls that the directory makes. */
const Contract = z.object({
  operations: z.array(z.object({ method: z.string(), path: z.string(), application: z.array(z.string()).nullish() })),
})
const contractFile = new URL('../../../../simulator/contract/permissions-v1.0.json', import.meta.url)
const contract = Contract.parse(JSON.parse(readFileSync(contractFile, 'utf8')))
const accepted = (path: string): readonly string[] =>
  contract.operations.find((row) => row.method === 'GET' && row.path === path)?.application ?? []

describe('Directory read against Microsoft’s permissions data', () => {
  const reads = {
    'User.Read.All': ['/users/delta', '/users'],
    'GroupMember.Read.All': ['/groups/delta'],
    'Application.Read.All': [
      '/servicePrincipals/delta',
      '/servicePrincipals',
      '/applications/delta',
      '/servicePrincipals/{servicePrincipal-id}/appRoleAssignedTo',
      '/servicePrincipals/{servicePrincipal-id}/owners',
    ],
    'AdministrativeUnit.Read.All': [
      '/directory/administrativeUnits',
      '/directory/administrativeUnits/{administrativeUnit-id}/members',
    ],
    'RoleManagement.Read.Directory': ['/directoryRoles'],
    'Organization.Read.All': ['/organization', '/subscribedSkus'],
    'Directory.Read.All': ['/oauth2PermissionGrants'],
  } as const

  test('each permission is accepted for the calls it stands for', () => {
    expect(Object.keys(reads).toSorted()).toEqual([...permissionsOf('directory-read')].toSorted())
    for (const [permission, paths] of Object.entries(reads))
      for (const path of paths) expect(accepted(path), path).toContain(permission)
  })

  test('what covers a permission is accepted for all of its calls', () => {
    for (const need of packs['directory-read'].permissions)
      for (const [permission, paths] of Object.entries(reads))
        if (permission === need.permission)
          for (const wider of need.coveredBy)
            for (const path of paths) expect(accepted(path), `${wider} ${path}`).toContain(wider)
  })

  test('the proof of an administrator’s role is among what it may read', () => {
    expect(accepted('/users/{user-id}/transitiveMemberOf')).toContain('User.Read.All')
  })

  test('consents can be listed with nothing narrower', () => {
    expect(
      accepted('/oauth2PermissionGrants').filter((one) =>
        permissionsOf('directory-read').some((asked) => asked === one),
      ),
    ).toEqual(['Directory.Read.All'])
  })
})

test('only the two administrator roles may connect', () => {
  for (const role of Object.values(administratorRoles)) expect(isAdministrator(['something', role])).toBe(true)
  // Helpdesk Administrator, Application Administrator
  expect(isAdministrator(['729827e3-9c14-49f7-bb1b-9608f156bbb8', '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3'])).toBe(false)
  expect(isAdministrator([])).toBe(false)
})

test('every reason has a sentence and a next step', () => {
  for (const code of reasonCodes) {
    const { sentence, next } = reasonText(code)
    expect(sentence.length > 20 && next.length > 5, code).toBe(true)
  }
})

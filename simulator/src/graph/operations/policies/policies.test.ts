import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GraphReply, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import type { Json } from '../../../world/model.ts'

const ROLES = [
  'AuditLog.Read.All',
  'Policy.Read.All',
  'Policy.ReadWrite.Authorization',
  'Policy.ReadWrite.AuthenticationMethod',
  'Policy.ReadWrite.ConsentRequest',
]
let folder: string
let cloud: TestCloud

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'simulated-policies-'))
  cloud = await startTestCloud({ roles: ROLES, dataDir: folder })
})
afterAll(async () => {
  await cloud.close()
  rmSync(folder, { recursive: true })
})

const patch = (path: string, body: { [name: string]: Json }): Promise<GraphReply> =>
  cloud.graph(path, { method: 'PATCH', body })

async function lastRecord() {
  return valuesOf((await cloud.graph('/auditLogs/directoryAudits?$top=1')).body)[0]
}

describe('the authorization policy', () => {
  const PATH = '/policies/authorizationPolicy'

  test('of a generated company lets administrators invite, and shows guests as little as can be', async () => {
    expect((await cloud.graph(PATH)).body).toMatchObject({
      allowInvitesFrom: 'adminsAndGuestInviters',
      guestUserRoleId: '2af84b1e-32c8-42b7-82bc-daa82404023b',
    })
  })

  test('is changed in what is said, and the log tells each property before and after', async () => {
    const change = { allowInvitesFrom: 'everyone', defaultUserRolePermissions: { allowedToCreateApps: false } }
    expect((await patch(PATH, change)).status).toBe(204)
    expect((await cloud.graph(PATH)).body).toMatchObject({
      allowInvitesFrom: 'everyone',
      defaultUserRolePermissions: { allowedToCreateApps: false, allowedToReadOtherUsers: true },
    })
    expect(await lastRecord()).toMatchObject({
      activityDisplayName: 'Update authorization policy',
      category: 'AuthorizationPolicy',
      targetResources: [
        {
          type: 'Policy',
          modifiedProperties: [
            { displayName: 'allowInvitesFrom', oldValue: '["adminsAndGuestInviters"]', newValue: '["everyone"]' },
            { displayName: 'defaultUserRolePermissions' },
          ],
        },
      ],
    })
  })

  test.each([
    ['a role of guests that is none', { guestUserRoleId: '00000000-0000-4000-8000-00000000dead' }],
    ['an invitation by whom nobody knows', { allowInvitesFrom: 'nobody' }],
  ])('refuses %s', async (_, change) => {
    expect((await patch(PATH, change)).status).toBe(400)
  })
})

describe('the admin consent request policy', () => {
  const PATH = '/policies/adminConsentRequestPolicy'
  const POLICY = {
    isEnabled: true,
    notifyReviewers: true,
    remindersEnabled: true,
    requestDurationInDays: 14,
    reviewers: [{ query: '/users/{id}', queryType: 'MicrosoftGraph' }],
  }

  test('is replaced as a whole, and its version goes up', async () => {
    const before = (await cloud.graph(PATH)).body
    expect((await cloud.graph(PATH, { method: 'PUT', body: POLICY })).status).toBe(204)
    const after = (await cloud.graph(PATH)).body
    expect(after).toMatchObject({ isEnabled: true, requestDurationInDays: 14, version: Number(before.version) + 1 })
    expect(await lastRecord()).toMatchObject({ activityDisplayName: 'Update policy', category: 'Policy' })
  })

  test.each([
    ['a flag left out', { isEnabled: null }],
    ['more than 60 days', { requestDurationInDays: 61 }],
    ['reviewers that are no queries', { reviewers: ['somebody'] }],
  ])('refuses %s', async (_, part) => {
    expect((await cloud.graph(PATH, { method: 'PUT', body: { ...POLICY, ...part } })).status).toBe(400)
  })
})

describe('the authentication methods policy', () => {
  const PATH = '/policies/authenticationMethodsPolicy'
  const EMAIL = '#microsoft.graph.emailAuthenticationMethodConfiguration'
  const each = (id: string) => `${PATH}/authenticationMethodConfigurations/${id}`

  test('says of each method whether it is enabled', async () => {
    const configurations = valuesOf({ value: (await cloud.graph(PATH)).body.authenticationMethodConfigurations ?? [] })
    expect(Object.fromEntries(configurations.map(({ id, state }) => [id, state]))).toMatchObject({
      Fido2: 'enabled',
      MicrosoftAuthenticator: 'enabled',
      Voice: 'disabled',
    })
  })

  test('is changed method by method, and the log says so', async () => {
    expect((await patch(each('email'), { '@odata.type': EMAIL, state: 'disabled', includeTargets: [] })).status).toBe(
      204,
    )
    expect((await cloud.graph(each('Email'))).body).toMatchObject({ id: 'Email', state: 'disabled' })
    expect(await lastRecord()).toMatchObject({
      activityDisplayName: 'Authentication Methods Policy Update',
      loggedByService: 'Authentication Methods',
    })
  })

  test('is changed as such in what can be changed', async () => {
    expect((await patch(PATH, { reconfirmationInDays: 90 })).status).toBe(204)
    expect((await cloud.graph(PATH)).body.reconfirmationInDays).toBe(90)
    expect((await patch(PATH, { displayName: 'Ours' })).status).toBe(400)
  })

  test.each([
    ['a method nobody knows', 'Telepathy', { '@odata.type': EMAIL }, 404],
    ['the type of another method', 'Sms', { '@odata.type': EMAIL, state: 'disabled' }, 400],
    ['a state that is none', 'Email', { '@odata.type': EMAIL, state: 'perhaps' }, 400],
    ['a property of another method', 'Email', { '@odata.type': EMAIL, isUsableOnce: true }, 400],
  ])('refuses %s', async (_, id, body, status) => {
    expect((await patch(each(id), body)).status).toBe(status)
  })
})

test('the built-in permission grant policies are listed', async () => {
  const ids = valuesOf((await cloud.graph('/policies/permissionGrantPolicies')).body).map(({ id }) => id)
  expect(ids).toContain('microsoft-user-default-low')
})

test('what does not change anything is not told in the log', async () => {
  const before = await lastRecord()
  const { allowInvitesFrom } = (await cloud.graph('/policies/authorizationPolicy')).body
  await patch('/policies/authorizationPolicy', { allowInvitesFrom: allowInvitesFrom ?? null })
  expect(await lastRecord()).toEqual(before)
})

test('policies are as they were changed after a restart', async () => {
  const before = (await cloud.graph('/policies/authorizationPolicy')).body
  await cloud.close()
  cloud = await startTestCloud({ roles: ROLES, dataDir: folder })
  const { '@odata.context': _, ...after } = (await cloud.graph('/policies/authorizationPolicy')).body
  expect(before).toMatchObject(after)
})

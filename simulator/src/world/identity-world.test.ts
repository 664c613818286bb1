import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startTestCloud, TEST_APP, type TestCloud } from '../testing/cloud.ts'
import { identityWorldOf } from './identity-world.ts'
import { BadInput } from './input.ts'
import { isObject, type Json } from './model.ts'

const OWN_APP = '7c0b3a52-11d4-4b36-8f0e-2f6f0a1d9c33'
const GRAPH = '00000003-0000-0000-c000-000000000000'
const SHAREPOINT = '00000003-0000-0ff1-ce00-000000000000'
let cloud: TestCloud
beforeEach(async () => {
  cloud = await startTestCloud()
})
afterEach(() => cloud.close())

const identity = () => identityWorldOf(cloud.simulator.world)
const tenantId = () => cloud.tenantId
const administrator = () => `admin@${cloud.simulator.world.primary.profile.domain}`
const admin = () => identity().findUserByUpn(administrator())?.objectId ?? ''
const register = (more: { [name: string]: Json }) =>
  cloud.control('registrations', { appId: OWN_APP, displayName: 'Meter readings', ...more })
const password = async (text: string) => {
  const fields = {
    client_id: OWN_APP,
    grant_type: 'password',
    scope: 'User.Read',
    username: administrator(),
    password: text,
  }
  const url = `${cloud.simulator.url}/${tenantId()}/oauth2/v2.0/token`
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })
  const answer: unknown = await response.json()
  const codes = isObject(answer) ? answer.error_codes : undefined
  return Array.isArray(codes) ? codes[0] : 0
}
const scopes = [{ resourceAppId: GRAPH, roles: [], scopes: ['User.Read'] }]

describe('passwords', () => {
  beforeEach(() => register({ isFallbackPublicClient: true, requiredResourceAccess: scopes, consented: true }))

  test('are `simulated` until one is set, which then counts', async () => {
    expect(await password('simulated')).toBe(0)
    await cloud.control('set-password', { user: administrator(), password: 'another' })
    expect([await password('simulated'), await password('another')]).toEqual([50126, 0])
  })

  test('that must be changed are an error without a page, and lasting once changed', async () => {
    await cloud.control('set-password', { user: administrator(), password: 'first', mustChange: true })
    expect(await password('first')).toBe(50055)
    identity().changePassword(tenantId(), admin(), 'second')
    expect(await password('second')).toBe(0)
  })

  test('set by an administrator end the sessions, chosen by the person they do not', async () => {
    const before = identity().findUser(tenantId(), admin())?.sessionsValidFrom
    identity().changePassword(tenantId(), admin(), 'own choice')
    expect(identity().findUser(tenantId(), admin())?.sessionsValidFrom).toBe(before)
    await cloud.control('set-password', { user: administrator(), password: 'reset' })
    expect(identity().findUser(tenantId(), admin())?.sessionsValidFrom).toBeGreaterThan(before ?? 0)
  })
})

describe('assignments', () => {
  test('reach a person directly or by a group of theirs, not by a group within it', async () => {
    await register({ appRoles: ['Reader', 'Writer'] })
    const assignment = () => identity().assignmentTo(tenantId(), OWN_APP, admin())
    expect(assignment()).toEqual({ isAssigned: false, roles: [] })
    const inner = String((await cloud.control('create-group', { displayName: 'Inner', kind: 'security' })).id)
    const outer = String((await cloud.control('create-group', { displayName: 'Outer', kind: 'security' })).id)
    await cloud.control('add-to-group', { group: inner, member: administrator() })
    await cloud.control('add-to-group', { group: outer, member: inner })
    await cloud.control('assign-app', { servicePrincipal: OWN_APP, principal: outer, role: 'Writer' })
    expect(assignment()).toEqual({ isAssigned: false, roles: [] })
    await cloud.control('assign-app', { servicePrincipal: OWN_APP, principal: inner, role: 'Reader' })
    expect(assignment()).toEqual({ isAssigned: true, roles: ['Reader'] })
    expect(identity().groupIdsOf(tenantId(), admin())).toEqual(expect.arrayContaining([inner, outer]))
  })
})

describe('consent', () => {
  test('to named scopes grants these and nothing else', async () => {
    await register({
      requiredResourceAccess: [{ resourceAppId: GRAPH, roles: ['User.Read.All'], scopes: ['User.Read'] }],
    })
    identity().grantAdminConsent(tenantId(), OWN_APP, admin(), [{ resourceAppId: GRAPH, scopes: ['Mail.Read'] }])
    const principal = identity().findServicePrincipal(tenantId(), OWN_APP)
    expect(principal?.roles).toEqual([])
    expect(principal?.scopesFor(admin(), GRAPH)).toEqual(['Mail.Read'])
  })

  test('to SharePoint Online needs no preparation: it is in every tenancy', async () => {
    const access = [{ resourceAppId: SHAREPOINT, roles: ['Sites.FullControl.All'], scopes: ['AllSites.Read'] }]
    await register({ requiredResourceAccess: access, consented: true })
    const principal = identity().findServicePrincipal(tenantId(), OWN_APP)
    expect(principal?.roles).toEqual([{ resourceAppId: SHAREPOINT, value: 'Sites.FullControl.All' }])
    expect(identity().knowsScope(tenantId(), SHAREPOINT, 'AllSites.Read')).toBe(true)
    expect(identity().knowsScope(tenantId(), SHAREPOINT, 'AllSites.Paint')).toBe(false)
  })
})

describe('registrations', () => {
  const credential = { name: 'one', issuer: 'https://pipeline.example', subject: 'repo' }

  test('keep federated credentials, with the usual audience', async () => {
    await register({ federatedIdentityCredentials: [credential] })
    expect(identity().findRegistration(OWN_APP)?.federatedIdentityCredentials).toEqual([
      { ...credential, audiences: ['api://AzureADTokenExchange'], jwks: undefined },
    ])
  })

  test.each([
    ['two with the same issuer and subject', [credential, { ...credential, name: 'two' }], /same/],
    ['one of no known shape', [{ ...credential, subjects: 'x' }], /Unknown/],
    ['keys that are none', [{ ...credential, jwks: { keys: ['x'] } }], /JSON Web Key Set/],
  ])('refuse %s', (_, federatedIdentityCredentials, sentence) => {
    const input = { appId: OWN_APP, displayName: 'x', federatedIdentityCredentials }
    const act = () => cloud.simulator.world.perform('registrations', input)
    expect(act).toThrow(BadInput)
    expect(act).toThrow(sentence)
  })
})

test('a fault may be meant for one person only', async () => {
  await cloud.control('fault', { identity: { aadsts: 53003, user: administrator().toUpperCase() } })
  const match = { endpoint: 'token', tenantId: tenantId(), appId: TEST_APP } as const
  const user = { objectId: admin(), userPrincipalName: administrator() }
  expect(identity().identityFault(match)).toBeUndefined()
  expect(
    identity().identityFault({ ...match, user: { ...user, objectId: 'x', userPrincipalName: 'y' } }),
  ).toBeUndefined()
  expect(identity().identityFault({ ...match, user })?.aadsts).toBe(53003)
})

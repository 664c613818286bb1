import { afterAll, beforeAll, expect, test } from 'vitest'
import { errorOf, type GraphClient, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import type { Entity } from '../../../world/model.ts'
import { FIXED_IDS } from '../../../world/protection/method.ts'

const SCOPE = 'UserAuthenticationMethod.ReadWrite.All'
let cloud: TestCloud
let admin: GraphClient & { readonly id: string }

beforeAll(async () => {
  cloud = await startTestCloud({ roles: [SCOPE, 'AuditLog.Read.All', 'IdentityRiskyUser.Read.All'] })
  admin = await cloud.person('admin', [SCOPE])
})
afterAll(() => cloud.close())

function somebody(fits: (user: Entity) => boolean): Entity {
  const found = [...cloud.simulator.world.primary.store('user')].find((user) => user.ordinal > 5 && fits(user))
  if (!found) throw new Error('There is nobody like that')
  return found
}

const isCloudOnly = (user: Entity) =>
  user.properties.onPremisesSyncEnabled !== true && user.properties.employeeId !== undefined
const isSynchronised = (user: Entity) => user.properties.onPremisesSyncEnabled === true

const reset = (client: GraphClient, user: string, body?: { newPassword?: string }) =>
  client.graph(`/users/${user}/authentication/methods/${FIXED_IDS.password}/resetPassword`, {
    method: 'POST',
    ...(body ? { body } : {}),
  })

const verdict = (user: Entity, password: string) => cloud.simulator.world.primary.passwords.check(user.id, password)

test('a chosen password is accepted, good for the next sign-in, and must then be changed', async () => {
  const user = somebody(isSynchronised)
  const reply = await reset(admin, user.id, { newPassword: 'Tidewater-2026' })
  expect(reply.status).toBe(202)
  expect(reply.body).toEqual({})
  expect(verdict(user, 'Tidewater-2026')).toBe('must-change')
  expect(verdict(user, 'simulated')).toBe('wrong')
})

test.each([
  ['an empty body', {}],
  ['no body', undefined],
] as const)('with %s the service makes a password and tells it', async (_, body) => {
  const user = somebody(isCloudOnly)
  const reply = await reset(admin, user.id, body)
  expect(reply.status).toBe(202)
  const newPassword = String(reply.body.newPassword)
  expect(newPassword).toMatch(/^[A-Z][a-z]{3}\d{4}$/)
  expect(verdict(user, newPassword)).toBe('must-change')
})

test('the operation begins and ends by the clock', async () => {
  await cloud.control('clock', { freeze: true })
  const reply = await reset(admin, somebody(isCloudOnly).id)
  const location = reply.headers.get('location') ?? ''
  const statusAfter = async (advanceSeconds: number) => {
    await cloud.control('clock', { advanceSeconds, freeze: true })
    return (await admin.graph(location)).body.status
  }
  expect([await statusAfter(0), await statusAfter(1), await statusAfter(1)]).toEqual([
    'notStarted',
    'running',
    'succeeded',
  ])
  await cloud.control('clock', { freeze: false })
})

test('it ends the person’s sessions and stands in the audit log', async () => {
  const user = somebody(isCloudOnly)
  await reset(admin, user.id)
  expect(user.properties.signInSessionsValidFromDateTime).toBe(user.properties.lastPasswordChangeDateTime)
  const path = `/auditLogs/directoryAudits?$filter=activityDisplayName eq 'Reset user password'&$top=1`
  expect(valuesOf((await cloud.graph(path)).body)).toMatchObject([
    { category: 'UserManagement', initiatedBy: { user: { id: admin.id } }, targetResources: [{ id: user.id }] },
  ])
})

test('it ends the risk of a person', async () => {
  const user = somebody(isCloudOnly)
  await cloud.control('risk', { user: user.id, riskEventType: 'leakedCredentials', level: 'high' })
  await reset(admin, user.id)
  expect((await cloud.graph(`/identityProtection/riskyUsers/${user.id}`)).body).toMatchObject({
    riskState: 'remediated',
    riskDetail: 'adminGeneratedTemporaryPassword',
  })
})

test('an application by itself is refused, whatever it may', async () => {
  expect((await reset(cloud, somebody(isCloudOnly).id)).status).toBe(403)
})

test('nobody resets their own password', async () => {
  const refused = await reset(admin, admin.id)
  expect(refused.status).toBe(403)
  expect(errorOf(refused)).toEqual({ code: 'accessDenied', message: 'Request Authorization failed' })
})

test('a role that does not suffice is refused and changes nothing', async () => {
  const helpdesk = await cloud.person('helpdesk', [SCOPE])
  const user = somebody((one) => one.ordinal > 30 && isCloudOnly(one))
  expect((await reset(helpdesk, user.id)).status).toBe(403)
  expect(verdict(user, 'simulated')).toBe('right')
})

test('a simple password is refused, and none for a synchronised person', async () => {
  const refused = await reset(admin, somebody(isCloudOnly).id, { newPassword: 'simple' })
  expect(refused.status).toBe(400)
  expect(errorOf(refused).message).toMatch(/password complexity/)
  expect((await reset(admin, somebody(isSynchronised).id)).status).toBe(400)
})

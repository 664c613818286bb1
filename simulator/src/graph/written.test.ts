import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { errorOf, startTestCloud, type TestCloud, valuesOf } from '../testing/cloud.ts'
import { link, made, person, post, unifiedGroup } from '../testing/directory-objects.ts'
import { tokenOfApplication } from '../testing/tokens.ts'

const ROLES = [
  'User.ReadWrite.All',
  'Group.ReadWrite.All',
  'Application.ReadWrite.All',
  'AuditLog.Read.All',
  'Directory.Read.All',
]
const DAY = 24 * 3600
let folder: string
let cloud: TestCloud

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'simulated-writes-'))
  cloud = await startTestCloud({ roles: ROLES, dataDir: folder })
})
afterEach(async () => {
  await cloud.close()
  rmSync(folder, { recursive: true })
})

async function someone(nth: number): Promise<string> {
  return String(valuesOf((await cloud.graph('/users?$top=30')).body)[nth]?.id)
}

function setManager(of: string, to: string) {
  const body = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${to}` }
  return cloud.graph(`/users/${of}/manager/$ref`, { method: 'PUT', body })
}

test('what was changed through Graph is still so after a restart', async () => {
  const [user, boss] = [await someone(20), await someone(25)]
  expect((await setManager(user, boss)).status).toBe(204)
  await cloud.close()
  cloud = await startTestCloud({ roles: ROLES, dataDir: folder })
  expect(cloud.simulator.world.skipped).toEqual([])
  expect((await cloud.graph(`/users/${user}/manager`)).body.id).toBe(boss)
})

test('what was made through Graph has the same ids, links and secrets after a restart', async () => {
  const group = await made(cloud, 'groups', unifiedGroup('restarted'))
  const user = await made(cloud, 'users', person(cloud, 'restarted'))
  await link(cloud, `/groups/${group}/members`, user)
  const application = await made(cloud, 'applications', { displayName: 'Restarted' })
  const { appId } = (await cloud.graph(`/applications/${application}`)).body
  await made(cloud, 'servicePrincipals', { appId: appId ?? null })
  const { secretText } = (await post(cloud, `/applications/${application}/addPassword`)).body
  await cloud.close()
  cloud = await startTestCloud({ roles: ROLES, dataDir: folder })
  expect(cloud.simulator.world.skipped).toEqual([])
  expect(valuesOf((await cloud.graph(`/groups/${group}/members`)).body)).toMatchObject([{ id: user }])
  const authority = `${cloud.simulator.url}/${cloud.tenantId}`
  expect(await tokenOfApplication({ authority, appId: String(appId), secret: String(secretText) })).toMatch(/^ey/)
})

test('a refused change leaves nothing behind, in the directory or in the journal', async () => {
  const user = await someone(20)
  const before = (await cloud.read('journal')).entries
  const refused = await setManager(user, '00000000-0000-4000-8000-000000000001')
  expect(refused.status).toBe(404)
  expect(errorOf(refused).code).toBe('Request_ResourceNotFound')
  expect((await cloud.read('journal')).entries).toEqual(before)
})

test('a body that the contract does not allow is refused before anything is done', async () => {
  const body = { '@odata.id': 7 }
  const refused = await cloud.graph(`/users/${await someone(20)}/manager/$ref`, { method: 'PUT', body })
  expect(refused.status).toBe(400)
  expect(errorOf(refused).message).toMatch(/'@odata.id'/)
})

test('the audit log says who changed what, as application or as person', async () => {
  const [user, boss] = [await someone(20), await someone(25)]
  await setManager(user, boss)
  const [byApp] = valuesOf((await cloud.graph('/auditLogs/directoryAudits?$top=1')).body)
  expect(byApp).toMatchObject({
    activityDisplayName: 'Set user manager',
    initiatedBy: { app: { displayName: 'Test application' }, user: null },
  })
  const admin = await cloud.person('admin', ['User.ReadWrite.All'])
  await admin.graph(`/users/${user}/manager/$ref`, { method: 'DELETE' })
  const [byPerson] = valuesOf((await cloud.graph('/auditLogs/directoryAudits?$top=1')).body)
  expect(byPerson).toMatchObject({
    activityDisplayName: 'Remove user manager',
    initiatedBy: { app: null, user: { id: admin.id } },
    targetResources: [{ id: user }, { id: boss }],
  })
})

test('/me/… is the signed-in person’s own', async () => {
  const admin = await cloud.person('admin', ['User.ReadWrite.All'])
  const boss = await someone(20)
  const body = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${boss}` }
  expect((await admin.graph('/me/manager/$ref', { method: 'PUT', body })).status).toBe(204)
  expect((await cloud.graph(`/users/${admin.id}/manager`)).body.id).toBe(boss)
})

test('another method than those that are there is refused as such', async () => {
  expect((await cloud.graph('/users/delta', { method: 'DELETE' })).status).toBe(405)
})

test('after 30 days in the recycle bin a person is gone for good, for delta too', async () => {
  const user = await someone(20)
  await cloud.control('leave', { user, how: 'delete' })
  const { deltaLink } = await cloud.all('/users/delta')
  await cloud.control('clock', { advanceSeconds: 31 * DAY, freeze: true })
  await cloud.renew()
  expect((await cloud.graph(`/directory/deletedItems/${user}`)).status).toBe(404)
  await cloud.control('clock', { advanceSeconds: -31 * DAY, freeze: true })
  await cloud.renew()
  expect((await cloud.all(deltaLink)).items).toEqual([{ id: user, '@removed': { reason: 'deleted' } }])
})

test('sessions that were revoked end a continuously evaluated token at once, and no other', async () => {
  const claims = '{"access_token":{"xms_cc":{"values":["cp1"]}}}'
  const continuous = await cloud.person('helpdesk', ['User.Read'], { claims })
  const ordinary = await cloud.person('helpdesk', ['User.Read'])
  expect((await continuous.graph('/me')).status).toBe(200)
  await cloud.control('clock', { advanceSeconds: 60 })
  await cloud.control('revoke-sessions', { user: continuous.id })
  const refused = await continuous.graph('/me')
  expect(refused.status).toBe(401)
  const challenge = refused.headers.get('www-authenticate') ?? ''
  expect(challenge).toContain('error="insufficient_claims"')
  const asked = Buffer.from(/claims="([^"]+)"/.exec(challenge)?.[1] ?? '', 'base64').toString()
  expect(asked).toMatch(/^\{"access_token":\{"nbf":\{"essential":true,"value":"\d+"\}\}\}$/)
  expect((await ordinary.graph('/me')).status).toBe(200)
})

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { errorOf, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'

const USERS = '/identityProtection/riskyUsers'
const DETECTIONS = '/identityProtection/riskDetections'
const ROLES = [
  'AuditLog.Read.All',
  'IdentityRiskEvent.Read.All',
  'IdentityRiskyUser.Read.All',
  'IdentityRiskyUser.ReadWrite.All',
  'User.Read.All',
]
let cloud: TestCloud
let user: string

beforeAll(async () => {
  cloud = await startTestCloud({ roles: ROLES })
})
beforeEach(async () => {
  user = String((await cloud.control('hire')).id)
})
afterAll(() => cloud.close())

const detect = (riskEventType: string, level: string) => cloud.control('risk', { user, riskEventType, level })
const decide = (action: string, userIds: string[]) =>
  cloud.graph(`${USERS}/${action}`, { method: 'POST', body: { userIds } })
const risky = async () => (await cloud.graph(`${USERS}/${user}`)).body

test('a generated company has a few risky people, by sign-ins that really stand in the log', async () => {
  const people = (await cloud.all(USERS)).items
  expect(people.length).toBeGreaterThan(1)
  expect(new Set(people.map(({ riskState }) => riskState))).toEqual(new Set(['atRisk', 'dismissed']))
  const [detection] = valuesOf((await cloud.graph(`${DETECTIONS}?$filter=riskEventType eq 'unfamiliarFeatures'`)).body)
  const signIn = await cloud.graph(`/auditLogs/signIns/${detection?.requestId}`)
  expect(signIn.body).toMatchObject({
    userId: detection?.userId,
    ipAddress: detection?.ipAddress,
    riskEventTypes_v2: [detection?.riskEventType],
    riskLevelDuringSignIn: detection?.riskLevel,
  })
})

test('what is detected puts a person at risk, on the highest level that is open', async () => {
  await detect('unfamiliarFeatures', 'medium')
  await detect('leakedCredentials', 'high')
  await detect('anonymizedIPAddress', 'low')
  expect(await risky()).toMatchObject({ id: user, riskLevel: 'high', riskState: 'atRisk', isDeleted: false })
  const path = `${DETECTIONS}?$filter=userId eq '${user}' and riskLevel eq 'high'`
  expect(valuesOf((await cloud.graph(path)).body)).toMatchObject([
    { riskEventType: 'leakedCredentials', activity: 'user' },
  ])
})

test('dismissing ends the risk and what was detected, and is told in the history and the log', async () => {
  await detect('unfamiliarFeatures', 'medium')
  expect((await decide('dismiss', [user])).status).toBe(204)
  const dismissed = { riskState: 'dismissed', riskDetail: 'adminDismissedAllRiskForUser' }
  expect(await risky()).toMatchObject({ ...dismissed, riskLevel: 'none' })
  expect(valuesOf((await cloud.graph(`${DETECTIONS}?$filter=userId eq '${user}'`)).body)).toMatchObject([dismissed])
  expect(valuesOf((await cloud.graph(`${USERS}/${user}/history`)).body)).toMatchObject([
    { userId: user, riskState: 'atRisk', activity: { riskEventTypes: ['unfamiliarFeatures'] } },
    { userId: user, ...dismissed },
  ])
  expect(valuesOf((await cloud.graph('/auditLogs/directoryAudits?$top=1')).body)).toMatchObject([
    { activityDisplayName: 'DismissUser', loggedByService: 'Identity Protection', targetResources: [{ id: user }] },
  ])
})

test('confirming makes anybody compromised on the highest level, by a detection of its own', async () => {
  expect((await decide('confirmCompromised', [user])).status).toBe(204)
  expect(await risky()).toMatchObject({ riskState: 'confirmedCompromised', riskLevel: 'high' })
  expect(valuesOf((await cloud.graph(`${DETECTIONS}?$filter=userId eq '${user}'`)).body)).toMatchObject([
    { riskEventType: 'adminConfirmedUserCompromised', riskState: 'confirmedCompromised' },
  ])
})

test('a person who was deleted stays in the report', async () => {
  await detect('leakedCredentials', 'high')
  await cloud.control('leave', { user, how: 'delete' })
  expect(await risky()).toMatchObject({ isDeleted: true, riskState: 'atRisk' })
})

test.each([
  ['nobody', [], 400],
  ['more than 60', Array.from({ length: 61 }, () => 'x'), 400],
  ['somebody who is not there', ['00000000-0000-4000-8000-00000000dead'], 404],
])('deciding about %s is refused', async (_, userIds, status) => {
  expect((await decide('dismiss', userIds)).status).toBe(status)
})

test('a permission that is missing is refused in the words of this service', async () => {
  const nobody = await cloud.app(['User.Read.All'])
  expect(errorOf(await nobody.graph(USERS)).code).toBe('AccessDenied')
})

test('needs a premium licence', async () => {
  await cloud.control('set-premium', { enabled: false })
  const statuses = [(await cloud.graph(USERS)).status, (await cloud.graph(DETECTIONS)).status]
  await cloud.control('set-premium', { enabled: true })
  expect(statuses).toEqual([403, 403])
})

test('is read once a second', async () => {
  const busy = await startTestCloud({ roles: ROLES, unthrottled: false })
  const replies = await Promise.all([busy.graph(USERS), busy.graph(USERS), busy.graph(DETECTIONS)])
  await busy.close()
  const refused = replies.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused[0]?.headers.get('retry-after')).toBeNull()
})

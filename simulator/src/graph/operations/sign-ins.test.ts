import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestCloud, type TestCloud, valuesOf } from '../../testing/cloud.ts'

const SIGN_INS = '/auditLogs/signIns'
let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud({ roles: ['AuditLog.Read.All', 'Policy.Read.All', 'User.Read.All'] })
})
afterAll(() => cloud.close())

type Row = { [name: string]: unknown }

const read = async (query: string) => valuesOf((await cloud.graph(`${SIGN_INS}?${query}`)).body)

test('a row says where somebody was, with which device, and what came of it', async () => {
  const [row] = await read('$top=1')
  expect(row).toMatchObject({
    deviceDetail: { browser: expect.any(String), operatingSystem: expect.any(String) },
    location: {
      countryOrRegion: expect.stringMatching(/^[A-Z]{2}$/),
      geoCoordinates: { latitude: expect.any(Number) },
    },
    homeTenantId: cloud.tenantId,
    riskState: expect.any(String),
    status: { errorCode: expect.any(Number) },
  })
})

const all = async () => (await cloud.all(SIGN_INS)).items

test.each<[string, (row: Row, one: Row) => boolean]>([
  ["userId eq '{userId}'", (row, one) => row.userId === one.userId],
  ["appId eq '{appId}'", (row, one) => row.appId === one.appId],
  ["userPrincipalName eq '{userPrincipalName}'", (row, one) => row.userPrincipalName === one.userPrincipalName],
  ["ipAddress eq '{ipAddress}'", (row, one) => row.ipAddress === one.ipAddress],
  ["startswith(appDisplayName,'{appDisplayName}')", (row, one) => row.appDisplayName === one.appDisplayName],
  ['createdDateTime ge {createdDateTime}', (row, one) => String(row.createdDateTime) >= String(one.createdDateTime)],
  ["location/city eq 'Northhaven'", (row) => JSON.stringify(row.location).includes('"Northhaven"')],
  ['status/errorCode ne 0', (row) => !JSON.stringify(row.status).includes('"errorCode":0')],
])('is filtered by %s', async (filter, fits) => {
  const rows = await all()
  const one = rows[Math.floor(rows.length / 2)] ?? {}
  const filled = filter.replace(/\{(\w+)\}/g, (_, name: string) => String(one[name]))
  const few = (await cloud.all(`${SIGN_INS}?$filter=${encodeURIComponent(filled)}`)).items
  expect(few.length).toBeGreaterThan(0)
  expect(few.length).toBeLessThan(rows.length)
  expect(few).toEqual(rows.filter((row) => fits(row, one)))
})

test('is ordered by time both ways', async () => {
  const times = (await read('$orderby=createdDateTime asc&$top=50')).map((row) => String(row.createdDateTime))
  expect(times).toEqual([...times].sort())
})

test('says which policies applied, to who may read policies', async () => {
  const rows = await read("$filter=userPrincipalName eq 'admin@northhaven.example'&$top=1")
  const [row] = rows.length > 0 ? rows : await read('$top=1')
  expect(row?.appliedConditionalAccessPolicies).toHaveLength(6)
  const blind = await cloud.app(['AuditLog.Read.All'])
  const [same] = valuesOf((await blind.graph(`${SIGN_INS}?$filter=id eq '${row?.id}'`)).body)
  expect(same).toMatchObject({ id: row?.id, appliedConditionalAccessPolicies: [] })
})

test('somebody in a role met the policy for administrators', async () => {
  const { primary } = cloud.simulator.world
  const user = `privileged@${primary.profile.domain}`
  const resourceAppId = '00000003-0000-0000-c000-000000000000'
  await cloud.control('sign-in', { user, appId: resourceAppId, resourceAppId })
  const [row] = await read('$top=1')
  expect(row?.conditionalAccessStatus).toBe('success')
  const policies = valuesOf({ value: row?.appliedConditionalAccessPolicies ?? [] })
  expect(policies.find(({ displayName }) => String(displayName).startsWith('CA001'))).toMatchObject({
    enforcedGrantControls: ['Mfa'],
    result: 'success',
  })
})

test('a wrong password is refused before any policy is asked', async () => {
  const user = `privileged@${cloud.simulator.world.primary.profile.domain}`
  const resourceAppId = '00000003-0000-0000-c000-000000000000'
  await cloud.control('sign-in', { user, appId: resourceAppId, resourceAppId, errorCode: 50126 })
  const [row] = await read('$top=1')
  expect(row).toMatchObject({ appliedConditionalAccessPolicies: [], conditionalAccessStatus: 'notApplied' })
})

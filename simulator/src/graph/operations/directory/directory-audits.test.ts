import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestCloud, TEST_APP, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import { isObject } from '../../../world/model.ts'

const AUDITS = '/auditLogs/directoryAudits'
const GRAPH = '00000003-0000-0000-c000-000000000000'
let cloud: TestCloud
let hired: string

beforeAll(async () => {
  cloud = await startTestCloud({ roles: ['AuditLog.Read.All', 'Directory.Read.All', 'Policy.ReadWrite.Authorization'] })
  hired = String((await cloud.control('hire')).id)
  await cloud.control('rename', { user: hired, surname: 'Ferrant' })
  const body = { allowedToUseSSPR: false }
  await cloud.graph('/policies/authorizationPolicy', { method: 'PATCH', body })
  await cloud.person('admin', ['User.Read'])
})
afterAll(() => cloud.close())

test.each<[string, (record: { [name: string]: unknown }) => boolean]>([
  ["activityDisplayName eq 'Update user'", (record) => record.activityDisplayName === 'Update user'],
  ["startswith(activityDisplayName,'Add')", (record) => String(record.activityDisplayName).startsWith('Add')],
  ["category eq 'AuthorizationPolicy'", (record) => record.category === 'AuthorizationPolicy'],
  ["targetResources/any(t: t/id eq '{hired}')", (record) => JSON.stringify(record.targetResources).includes(hired)],
  [
    "targetResources/any(t: t/type eq 'Policy')",
    (record) => JSON.stringify(record.targetResources).includes('"Policy"'),
  ],
  ["initiatedBy/app/appId eq '{app}'", (record) => JSON.stringify(record.initiatedBy).includes(TEST_APP)],
  ['initiatedBy/user/id ne null', (record) => isObject(record.initiatedBy) && record.initiatedBy.user !== null],
])('is filtered by %s', async (filter, fits) => {
  const records = (await cloud.all(AUDITS)).items
  const filled = filter.replace('{hired}', hired).replace('{app}', TEST_APP)
  const few = (await cloud.all(`${AUDITS}?$filter=${encodeURIComponent(filled)}`)).items
  expect(few.length).toBeGreaterThan(0)
  expect(few.length).toBeLessThan(records.length)
  expect(few).toEqual(records.filter(fits))
})

test.each([
  ["loggedByService eq 'Core Directory' and result eq 'success'", true],
  ['activityDateTime ge 2020-01-01T00:00:00Z', true],
  ['activityDateTime ge 2199-01-01T00:00:00Z', false],
])('%s keeps all of it or nothing', async (filter, all) => {
  const records = (await cloud.all(AUDITS)).items
  const kept = (await cloud.all(`${AUDITS}?$filter=${encodeURIComponent(filter)}`)).items
  expect(kept).toEqual(all ? records : [])
})

async function consentRecords() {
  const [consent] = valuesOf(
    (await cloud.graph(`${AUDITS}?$filter=activityDisplayName eq 'Consent to application'&$top=1`)).body,
  )
  const correlated = await cloud.all(`${AUDITS}?$filter=correlationId eq '${consent?.correlationId}'`)
  return { consent, names: correlated.items.map((record) => record.activityDisplayName) }
}

const changedIn = (record: { [name: string]: unknown } | undefined) => JSON.stringify(record?.targetResources)

test('a person’s consent stands beside the grant it gave, as theirs', async () => {
  const user = `helpdesk@${cloud.simulator.world.primary.profile.domain}`
  await cloud.control('user-consent', { user, appId: TEST_APP, resourceAppId: GRAPH, scopes: ['User.Read'] })
  const { consent, names } = await consentRecords()
  expect(names).toEqual(['Consent to application', 'Add delegated permission grant'])
  expect(consent).toMatchObject({
    category: 'ApplicationManagement',
    initiatedBy: { user: { userPrincipalName: user } },
  })
  expect(changedIn(consent)).toContain('User.Read')
})

test('an administrator’s consent stands beside the assignments it gave', async () => {
  const appId = '00000000-0000-4000-8000-00000000c0de'
  const access = { resourceAppId: GRAPH, roles: ['User.Read.All'], scopes: ['User.Read'] }
  await cloud.control('registrations', {
    appId,
    displayName: 'Consented',
    secret: 'x',
    requiredResourceAccess: [access],
  })
  await cloud.control('admin-consent', { appId })
  const { consent, names } = await consentRecords()
  expect(names).toEqual([
    'Consent to application',
    'Add delegated permission grant',
    'Add app role assignment to service principal',
  ])
  expect(changedIn(consent)).toContain('ConsentContext.IsAdminConsent')
})

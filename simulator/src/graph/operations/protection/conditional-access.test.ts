import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import { isObject } from '../../../world/model.ts'

const POLICIES = '/identity/conditionalAccess/policies'
const LOCATIONS = '/identity/conditionalAccess/namedLocations'
const ROLES = [
  'AuditLog.Read.All',
  'Policy.Read.All',
  'Policy.ReadWrite.ConditionalAccess',
  'Policy.ReadWrite.SecurityDefaults',
]
const NOBODY = '00000000-0000-4000-8000-00000000dead'
let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud({ roles: ROLES })
})
afterAll(() => cloud.close())

const POLICY = {
  displayName: 'Multifactor authentication for a trial',
  state: 'disabled',
  conditions: { applications: { includeApplications: ['All'] }, users: { includeUsers: ['All'] } },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
}

const post = (path: string, body: { [name: string]: unknown }) =>
  cloud.graph(path, { method: 'POST', body: JSON.parse(JSON.stringify(body)) })
const patch = (path: string, body: { [name: string]: unknown }) =>
  cloud.graph(path, { method: 'PATCH', body: JSON.parse(JSON.stringify(body)) })

async function lastRecord() {
  return valuesOf((await cloud.graph('/auditLogs/directoryAudits?$top=1')).body)[0]
}

describe('a generated company', () => {
  test('has policies in every state, and leaves its emergency account out of those that block', async () => {
    const policies = valuesOf((await cloud.graph(POLICIES)).body)
    expect(new Set(policies.map((policy) => policy.state))).toEqual(
      new Set(['enabled', 'disabled', 'enabledForReportingButNotEnforced']),
    )
    const legacy = policies.find((policy) => String(policy.displayName).includes('legacy'))
    const { primary } = cloud.simulator.world
    const emergency = primary.findByKey('user', `admin@${primary.profile.domain}`)?.id
    expect(legacy).toMatchObject({
      conditions: { clientAppTypes: ['exchangeActiveSync', 'other'], users: { excludeUsers: [emergency] } },
      grantControls: { builtInControls: ['block'] },
    })
  })

  test('protects its real SCADA application by devices', async () => {
    const policies = valuesOf((await cloud.graph(`${POLICIES}?$filter=startswith(displayName,'CA004')`)).body)
    expect(policies).toMatchObject([{ grantControls: { builtInControls: ['compliantDevice', 'domainJoinedDevice'] } }])
  })

  test('has named locations of both kinds, which say so', async () => {
    const types = valuesOf((await cloud.graph(LOCATIONS)).body).map((location) => location['@odata.type'])
    expect(types.sort()).toEqual(['#microsoft.graph.countryNamedLocation', '#microsoft.graph.ipNamedLocation'])
  })
})

describe('a policy', () => {
  test('is answered whole when it is made, and stands in the list and the log', async () => {
    const made = await post(POLICIES, POLICY)
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      conditions: { clientAppTypes: ['all'], locations: null, users: { includeUsers: ['All'], excludeGroups: [] } },
      modifiedDateTime: null,
    })
    expect((await cloud.graph(`${POLICIES}/${made.body.id}`)).body.displayName).toBe(POLICY.displayName)
    expect(await lastRecord()).toMatchObject({
      activityDisplayName: 'Add Conditional Access policy',
      category: 'Policy',
      loggedByService: 'Conditional Access',
      targetResources: [
        { id: made.body.id, modifiedProperties: [{ displayName: 'ConditionalAccessPolicy', oldValue: null }] },
      ],
    })
  })

  test('is changed in the parts that are said, and the log tells it before and after', async () => {
    const { body } = await post(POLICIES, POLICY)
    const change = { state: 'enabledForReportingButNotEnforced', conditions: { clientAppTypes: ['browser'] } }
    expect((await patch(`${POLICIES}/${body.id}`, change)).status).toBe(204)
    expect((await cloud.graph(`${POLICIES}/${body.id}`)).body).toMatchObject({
      state: 'enabledForReportingButNotEnforced',
      conditions: { clientAppTypes: ['browser'], applications: { includeApplications: ['All'] } },
    })
    const record = await lastRecord()
    const [target] = valuesOf({ value: record?.targetResources ?? [] })
    const [changed] = valuesOf({ value: target?.modifiedProperties ?? [] })
    expect(JSON.parse(String(changed?.oldValue)).state).toBe('disabled')
    expect(JSON.parse(String(changed?.newValue)).state).toBe('enabledForReportingButNotEnforced')
  })

  test('is gone when it is deleted', async () => {
    const { body } = await post(POLICIES, POLICY)
    expect((await cloud.graph(`${POLICIES}/${body.id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await cloud.graph(`${POLICIES}/${body.id}`)).status).toBe(404)
  })

  test('that names an authentication strength is answered with the whole of it', async () => {
    const authenticationStrength = { id: '00000000-0000-0000-0000-000000000004' }
    const made = await post(POLICIES, { ...POLICY, grantControls: { operator: 'OR', authenticationStrength } })
    expect(made.body).toMatchObject({
      grantControls: { authenticationStrength: { displayName: 'Phishing-resistant MFA', policyType: 'builtIn' } },
    })
  })

  const { applications, users } = POLICY.conditions
  test.each([
    ['without a name', { displayName: '' }],
    ['without controls', { grantControls: null }],
    ['for nobody', { conditions: { applications } }],
    ['for no application', { conditions: { users } }],
    ['for a person who is not there', { conditions: { applications, users: { includeUsers: [NOBODY] } } }],
    ['for a group that is not there', { conditions: { applications, users: { includeGroups: [NOBODY] } } }],
    [
      'of a place that is not there',
      { conditions: { applications, users, locations: { includeLocations: [NOBODY] } } },
    ],
    ['that blocks and asks for more', { grantControls: { operator: 'OR', builtInControls: ['block', 'mfa'] } }],
    ['with an operator that is none', { grantControls: { operator: 'XOR', builtInControls: ['mfa'] } }],
    ['with a state that is none', { state: 'on' }],
    ['with a property that is none', { colour: 'red' }],
  ])('%s is refused', async (_, part) => {
    expect((await post(POLICIES, { ...POLICY, ...part })).status).toBe(400)
  })

  test('cannot be enabled beside security defaults, nor they beside it', async () => {
    const defaults = '/policies/identitySecurityDefaultsEnforcementPolicy'
    expect((await patch(defaults, { isEnabled: true })).status).toBe(400)
    for (const { id } of valuesOf((await cloud.graph(`${POLICIES}?$filter=state eq 'enabled'`)).body))
      await patch(`${POLICIES}/${id}`, { state: 'disabled' })
    expect((await patch(defaults, { isEnabled: true })).status).toBe(204)
    const refused = await post(POLICIES, { ...POLICY, state: 'enabled' })
    expect(refused.status).toBe(400)
    expect(errorOf(refused).message).toMatch(/^Security Defaults is enabled in the tenant/)
    await patch(defaults, { isEnabled: false })
  })
})

describe('a named location', () => {
  const IP = {
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    displayName: 'A depot',
    isTrusted: true,
    ipRanges: [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '192.0.2.0/24' }],
  }

  test('of addresses is made, changed and deleted once it is not trusted any more', async () => {
    const { status, body } = await post(LOCATIONS, IP)
    expect(status).toBe(201)
    const path = `${LOCATIONS}/${body.id}`
    expect((await cloud.graph(path, { method: 'DELETE' })).status).toBe(400)
    expect((await patch(path, { '@odata.type': IP['@odata.type'], isTrusted: false })).status).toBe(204)
    expect((await cloud.graph(path)).body).toMatchObject({ '@odata.type': IP['@odata.type'], isTrusted: false })
    expect((await cloud.graph(path, { method: 'DELETE' })).status).toBe(204)
    expect(await lastRecord()).toMatchObject({ activityDisplayName: 'Delete named location', category: 'Policy' })
  })

  test('that a policy names is not deleted', async () => {
    const { body } = await post(LOCATIONS, { ...IP, isTrusted: false })
    const locations = { includeLocations: [body.id], excludeLocations: [] }
    await post(POLICIES, { ...POLICY, conditions: { ...POLICY.conditions, locations } })
    expect((await cloud.graph(`${LOCATIONS}/${body.id}`, { method: 'DELETE' })).status).toBe(400)
  })

  test.each([
    ['without a type', { '@odata.type': undefined }],
    ['without ranges', { ipRanges: [] }],
    ['with an address that is none', { ipRanges: [{ ...IP.ipRanges[0], cidrAddress: '192.0.2.300/24' }] }],
    ['with a range too wide', { ipRanges: [{ ...IP.ipRanges[0], cidrAddress: '192.0.2.0/4' }] }],
  ])('%s is refused', async (_, part) => {
    expect((await post(LOCATIONS, { ...IP, ...part })).status).toBe(400)
  })

  test('of countries takes their codes of two letters', async () => {
    const country = { '@odata.type': '#microsoft.graph.countryNamedLocation', displayName: 'North' }
    expect((await post(LOCATIONS, { ...country, countriesAndRegions: ['Denmark'] })).status).toBe(400)
    const made = await post(LOCATIONS, { ...country, countriesAndRegions: ['DK'] })
    expect(made.body).toMatchObject({ countryLookupMethod: 'clientIpAddress', countriesAndRegions: ['DK'] })
  })
})

test('writing takes Policy.Read.All beside the permission to write', async () => {
  const writer = await cloud.app(['Policy.ReadWrite.ConditionalAccess'])
  const refused = await writer.graph(POLICIES, { method: 'POST', body: POLICY })
  expect(refused.status).toBe(403)
  expect(errorOf(refused).code).toBe('AccessDenied')
})

test('reading and writing need a premium licence', async () => {
  await cloud.control('set-premium', { enabled: false })
  const statuses = [(await cloud.graph(POLICIES)).status, (await post(POLICIES, POLICY)).status]
  await cloud.control('set-premium', { enabled: true })
  expect(statuses).toEqual([403, 403])
})

test('the built-in authentication strengths are listed', async () => {
  const strengths = valuesOf((await cloud.graph('/policies/authenticationStrengthPolicies')).body)
  const resistant = strengths.find((one) => isObject(one) && one.displayName === 'Phishing-resistant MFA')
  expect(resistant?.allowedCombinations).toEqual(['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { errorOf, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'

const REPORT = '/reports/authenticationMethods/userRegistrationDetails'
const ROLES = [
  'AuditLog.Read.All',
  'Policy.ReadWrite.AuthenticationMethod',
  'User.Read.All',
  'UserAuthenticationMethod.ReadWrite.All',
]
let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud({ roles: ROLES })
})
afterAll(() => cloud.close())

test('has a row for each person, in pages', async () => {
  const people = await cloud.all('/users?$select=id')
  const rows = await cloud.all(`${REPORT}?$top=25`)
  expect(rows.pages).toBeGreaterThan(1)
  expect(rows.items.map(({ id }) => id)).toEqual(people.items.map(({ id }) => id))
})

test('says who is an administrator, from the roles they hold', async () => {
  const rows = valuesOf((await cloud.graph(`${REPORT}?$filter=isAdmin eq true`)).body)
  expect(rows.map((row) => String(row.userPrincipalName).split('@')[0])).toEqual(['admin', 'privileged', 'helpdesk'])
  expect(rows.every((row) => row.isPasswordlessCapable === true)).toBe(true)
})

test.each([
  ['isMfaRegistered eq false', (row: { [name: string]: unknown }) => row.isMfaRegistered === false],
  [
    "methodsRegistered/any(m: m eq 'mobilePhone')",
    (row: { [name: string]: unknown }) =>
      Array.isArray(row.methodsRegistered) && row.methodsRegistered.includes('mobilePhone'),
  ],
  ["userType eq 'guest'", (row: { [name: string]: unknown }) => row.userType === 'guest'],
] as const)('is filtered by %s', async (filter, fits) => {
  const all = (await cloud.all(REPORT)).items
  const few = (await cloud.all(`${REPORT}?$filter=${encodeURIComponent(filter)}`)).items
  expect(few.length).toBeGreaterThan(0)
  expect(few.length).toBeLessThan(all.length)
  expect(few).toEqual(all.filter(fits))
})

test('follows a method that is registered and one that is deleted', async () => {
  const [bare] = valuesOf((await cloud.graph(`${REPORT}?$filter=isMfaRegistered eq false&$top=1`)).body)
  const row = () => cloud.graph(`${REPORT}/${bare?.id}`)
  const phones = `/users/${bare?.id}/authentication/phoneMethods`
  await cloud.graph(phones, { method: 'POST', body: { phoneNumber: '+49 4499555123', phoneType: 'mobile' } })
  expect((await row()).body).toMatchObject({ isMfaCapable: true, methodsRegistered: ['mobilePhone'] })
  const [phone] = valuesOf((await cloud.graph(phones)).body)
  await cloud.graph(`${phones}/${phone?.id}`, { method: 'DELETE' })
  expect((await row()).body).toMatchObject({ isMfaCapable: false, methodsRegistered: [] })
})

test('what the authentication methods policy turns off makes nobody capable any more', async () => {
  const path = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/Sms'
  const type = '#microsoft.graph.smsAuthenticationMethodConfiguration'
  const filter =
    "methodsRegistered/any(m: m eq 'mobilePhone') and isMfaCapable eq true and isPasswordlessCapable eq false"
  const capable = async () => (await cloud.all(`${REPORT}?$filter=${encodeURIComponent(filter)}`)).items.length
  const before = await capable()
  await cloud.graph(path, { method: 'PATCH', body: { '@odata.type': type, state: 'disabled' } })
  const after = await capable()
  await cloud.graph(path, { method: 'PATCH', body: { '@odata.type': type, state: 'enabled' } })
  expect(after).toBeLessThan(before)
})

test('needs a premium licence', async () => {
  await cloud.control('set-premium', { enabled: false })
  const refused = await cloud.graph(REPORT)
  await cloud.control('set-premium', { enabled: true })
  expect(refused.status).toBe(403)
  expect(errorOf(refused).code).toBe('Authentication_RequestFromNonPremiumTenantOrB2CTenant')
})

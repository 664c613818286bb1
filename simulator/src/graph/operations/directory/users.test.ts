import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyPermission, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import {
  badRequest,
  DENIED,
  domainOf,
  made,
  patch,
  person,
  post,
  refusal,
  remove,
} from '../../../testing/directory-objects.ts'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud({ roles: everyPermission('application') })
})
afterAll(() => cloud.close())

let people = 0
const newPerson = (more = {}) => made(cloud, 'users', person(cloud, `user.test${++people}`, more))
const admin = () => cloud.simulator.world.primary.findByKey('user', `admin@${domainOf(cloud)}`)?.id ?? ''
const passwordOf = (id: string, password: string) => cloud.simulator.world.primary.passwords.check(id, password)

describe('a new user', () => {
  test('is answered with its address and has the service’s defaults', async () => {
    const reply = await post(cloud, '/users', person(cloud, 'ada.new'))
    expect(reply.status).toBe(201)
    expect(reply.headers.get('location')).toMatch(new RegExp(`/v1.0/users/${reply.body.id}$`))
    const select = '$select=userType,accountEnabled,identities,businessPhones,createdDateTime'
    expect((await cloud.graph(`/users/${reply.body.id}?${select}`)).body).toMatchObject({
      userType: 'Member',
      accountEnabled: true,
      businessPhones: [],
      identities: [{ signInType: 'userPrincipalName', issuerAssignedId: `ada.new@${domainOf(cloud)}` }],
    })
  })

  test('signs in with the password it was given, which is told nowhere', async () => {
    const id = await newPerson({
      passwordProfile: { password: 'Secret-Words-7', forceChangePasswordNextSignIn: false },
    })
    expect(passwordOf(id, 'Secret-Words-7')).toBe('right')
    expect((await cloud.graph(`/users/${id}?$select=passwordProfile`)).text).not.toContain('Secret-Words-7')
    expect((await cloud.graph('/auditLogs/directoryAudits?$top=3')).text).not.toContain('Secret-Words-7')
  })

  test.each([
    ['displayName', badRequest("A value is required for property 'displayName' of resource 'User'.")],
    ['accountEnabled', badRequest("A value is required for property 'accountEnabled' of resource 'User'.")],
    ['mailNickname', badRequest("A value is required for property 'mailNickname' of resource 'User'.")],
    ['userPrincipalName', badRequest("A value is required for property 'userPrincipalName' of resource 'User'.")],
    ['passwordProfile', badRequest('A password must be specified to create a new user.')],
  ])('is refused without %s', async (name, refused) => {
    const { [name]: _, ...rest } = person(cloud, 'lacks.something')
    expect(refusal(await post(cloud, '/users', rest))).toEqual(refused)
  })

  test.each([
    [
      { userPrincipalName: 'someone@elsewhere.example' },
      'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
    ],
    [{ userPrincipalName: 'no at sign' }, 'Property userPrincipalName is invalid.'],
    [{ proxyAddresses: ['SMTP:a@b.example'] }, "Property 'proxyAddresses' is read-only and cannot be set."],
    [{ shoeSize: 42 }, "Property 'shoeSize' does not exist as a declared property or extension property."],
    [{ mailNickname: 'has space' }, "Invalid value specified for property 'mailNickname' of resource 'User'."],
    [
      { passwordProfile: { password: 'simple' } },
      'The specified password does not comply with password complexity requirements. Please provide a different password.',
    ],
  ])('is refused with %j', async (more, message) => {
    expect(refusal(await post(cloud, '/users', person(cloud, 'is.refused', more)))).toEqual(badRequest(message))
  })

  test('is refused under a name that somebody has, in whatever case', async () => {
    await newPerson({ userPrincipalName: `taken@${domainOf(cloud)}` })
    const again = person(cloud, 'other', { userPrincipalName: `TAKEN@${domainOf(cloud)}` })
    expect(refusal(await post(cloud, '/users', again))).toEqual(
      badRequest('Another object with the same value for property userPrincipalName already exists.'),
    )
  })

  test('may be named in the domain that the tenancy was born with', async () => {
    const domains = valuesOf((await cloud.graph('/domains')).body)
    const initial = domains.find((domain) => domain.isInitial)
    const body = person(cloud, 'initial', { userPrincipalName: `initial@${String(initial?.id)}` })
    expect((await post(cloud, '/users', body)).status).toBe(201)
  })
})

describe('a changed user', () => {
  test('is changed without a word, and told by delta', async () => {
    const id = await newPerson()
    const { deltaLink } = await cloud.all('/users/delta?$select=id,department')
    expect((await patch(cloud, `/users/${id}`, { department: 'Renewables' })).status).toBe(204)
    expect((await cloud.all(deltaLink)).items).toEqual([{ id, department: 'Renewables' }])
  })

  test('who is synchronised from on-premises keeps what is mastered there, and takes what is not', async () => {
    const { items } = await cloud.all(
      '/users?$select=id,onPremisesSyncEnabled,userType&$filter=onPremisesSyncEnabled eq true',
    )
    const id = String(items[10]?.id)
    expect(refusal(await patch(cloud, `/users/${id}`, { department: 'Renewables' }))).toEqual(
      badRequest(
        'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
      ),
    )
    expect((await patch(cloud, `/users/${id}`, { usageLocation: 'NL' })).status).toBe(204)
  })

  test('keeps what a complex value holds beside what is named', async () => {
    const id = await newPerson({ employeeOrgData: { costCenter: '1100', division: 'Networks' } })
    await patch(cloud, `/users/${id}`, { employeeOrgData: { costCenter: '1200' } })
    const { body } = await cloud.graph(`/users/${id}?$select=employeeOrgData`)
    expect(body.employeeOrgData).toEqual({ costCenter: '1200', division: 'Networks' })
  })

  test('is refused what the service sets, and another’s name', async () => {
    const id = await newPerson()
    expect(refusal(await patch(cloud, `/users/${id}`, { createdDateTime: '2020-01-01T00:00:00Z' }))).toEqual(
      badRequest("Property 'createdDateTime' is read-only and cannot be set."),
    )
    expect((await patch(cloud, `/users/${id}`, { userPrincipalName: `admin@${domainOf(cloud)}` })).status).toBe(400)
  })

  test.each([
    ['User-Phone.ReadWrite.All', { mobilePhone: '+49 40 1' }, { displayName: 'No' }],
    ['User-Mail.ReadWrite.All', { otherMails: ['a@b.example'] }, { mobilePhone: '+49 40 1' }],
    ['User.EnableDisableAccount.All', { accountEnabled: false }, { department: 'No' }],
    [
      'User-PasswordProfile.ReadWrite.All',
      { passwordProfile: { password: 'Fresh-Start-1' } },
      { accountEnabled: true },
    ],
  ])('%s opens one kind of property and no other', async (permission, opened, closed) => {
    const id = await newPerson()
    const app = await cloud.app([permission])
    expect((await patch(app, `/users/${id}`, opened)).status).toBe(204)
    expect(refusal(await patch(app, `/users/${id}`, closed))).toEqual(DENIED)
  })

  test('the day somebody leaves takes more than the general permission', async () => {
    const id = await newPerson()
    const app = await cloud.app(['User.ReadWrite.All'])
    expect(refusal(await patch(app, `/users/${id}`, { employeeLeaveDateTime: '2027-01-01T00:00:00Z' }))).toEqual(DENIED)
  })

  test('a general permission sets no password without a directory role', async () => {
    const id = await newPerson()
    const app = await cloud.app(['User.ReadWrite.All'])
    expect(refusal(await patch(app, `/users/${id}`, { passwordProfile: { password: 'Fresh-Start-1' } }))).toEqual(
      DENIED,
    )
    expect(passwordOf(id, 'Right-Battery-9')).toBe('must-change')
  })

  test('a password that an administrator sets ends the sessions', async () => {
    const id = await newPerson()
    await cloud.control('clock', { advanceSeconds: 60 })
    await patch(cloud, `/users/${id}`, { passwordProfile: { password: 'Fresh-Start-1' } })
    const { body } = await cloud.graph(`/users/${id}?$select=createdDateTime,signInSessionsValidFromDateTime`)
    expect(String(body.signInSessionsValidFromDateTime) > String(body.createdDateTime)).toBe(true)
    expect(passwordOf(id, 'Fresh-Start-1')).toBe('must-change')
  })
})

describe('sensitive actions on an administrator', () => {
  test.each([
    ['PATCH', '', { accountEnabled: false }],
    ['PATCH', '', { passwordProfile: { password: 'Fresh-Start-1' } }],
    ['DELETE', '', undefined],
    ['POST', '/revokeSignInSessions', undefined],
  ])('%s%s %j is refused to an application without a role, whatever it was consented', async (method, end, body) => {
    const content = body === undefined ? {} : { body }
    expect(refusal(await cloud.graph(`/users/${admin()}${end}`, { method, ...content }))).toEqual(DENIED)
  })

  test('what is not sensitive is let through', async () => {
    expect((await patch(cloud, `/users/${admin()}`, { department: 'Head office' })).status).toBe(204)
  })

  test('an application that holds a role reaches as far as the role', async () => {
    const app = await cloud.app(['User.ReadWrite.All'])
    const principal = cloud.simulator.world.primary.findByKey('servicePrincipal', app.appId)
    const helpdesk = cloud.simulator.world.primary.findByKey('user', `helpdesk@${domainOf(cloud)}`)
    expect(refusal(await patch(app, `/users/${helpdesk?.id}`, { mobilePhone: '+49 40 2' }))).toEqual(DENIED)
    await post(cloud, '/roleManagement/directory/roleAssignments', {
      principalId: principal?.id ?? '',
      roleDefinitionId: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
      directoryScopeId: '/',
    })
    expect((await patch(app, `/users/${helpdesk?.id}`, { mobilePhone: '+49 40 2' })).status).toBe(204)
    expect(refusal(await patch(app, `/users/${admin()}`, { mobilePhone: '+49 40 2' }))).toEqual(DENIED)
  })
})

describe('on behalf of a person', () => {
  const SCOPES = ['User.ReadWrite.All', 'User.ReadWrite', 'User.DeleteRestore.All']

  test('an ordinary member changes nobody else, and of themselves their phone only', async () => {
    const id = await newPerson({
      passwordProfile: { password: 'Right-Battery-9', forceChangePasswordNextSignIn: false },
    })
    const member = await cloud.person(id, SCOPES)
    const other = await newPerson()
    expect(refusal(await patch(member, `/users/${other}`, { department: 'No' }))).toEqual(DENIED)
    expect(refusal(await remove(member, `/users/${other}`))).toEqual(DENIED)
    expect(refusal(await post(member, '/users', person(cloud, 'made.by.member')))).toEqual(DENIED)
    expect(refusal(await patch(member, '/me', { jobTitle: 'Director' }))).toEqual(DENIED)
    expect((await patch(member, '/me', { mobilePhone: '+49 40 3' })).status).toBe(204)
    expect((await post(member, '/me/revokeSignInSessions')).body).toMatchObject({ value: true })
  })

  test('a Helpdesk Administrator sets passwords of people, not of administrators, and changes nothing else', async () => {
    const helpdesk = await cloud.person('helpdesk', [...SCOPES, 'User-PasswordProfile.ReadWrite.All'])
    const id = await newPerson()
    const password = { passwordProfile: { password: 'Fresh-Start-1' } }
    expect((await patch(helpdesk, `/users/${id}`, password)).status).toBe(204)
    expect(refusal(await patch(helpdesk, `/users/${admin()}`, password))).toEqual(DENIED)
    expect(refusal(await patch(helpdesk, `/users/${id}`, { department: 'No' }))).toEqual(DENIED)
  })
})

describe('licences', () => {
  const E3 = '05e9a617-0261-4cee-bb44-138d3ef5d965'
  const assign = (
    id: string,
    addLicenses: { skuId: string; disabledPlans: string[] }[],
    removeLicenses: string[] = [],
  ) => post(cloud, `/users/${id}/assignLicense`, { addLicenses, removeLicenses })
  const used = async () =>
    valuesOf((await cloud.graph('/subscribedSkus')).body).find((sku) => sku.skuId === E3)?.consumedUnits

  test('are counted when they are given and taken', async () => {
    const id = await newPerson({ usageLocation: 'DE' })
    const before = Number(await used())
    expect((await assign(id, [{ skuId: E3, disabledPlans: [] }])).status).toBe(200)
    expect(await used()).toBe(before + 1)
    expect(valuesOf((await cloud.graph(`/users/${id}/licenseDetails`)).body)).toMatchObject([
      { skuPartNumber: 'SPE_E3' },
    ])
    await assign(id, [], [E3])
    expect(await used()).toBe(before)
  })

  test('are refused for an unknown one, without a usage location, and where there is none to take', async () => {
    const unknown = '11111111-2222-4333-8444-555555555555'
    const id = await newPerson({ usageLocation: 'DE' })
    expect(refusal(await assign(id, [{ skuId: unknown, disabledPlans: [] }]))).toEqual(
      badRequest(`Subscription with SKU ${unknown} does not exist.`),
    )
    expect(refusal(await assign(id, [], [E3]))).toEqual(badRequest('User does not have a corresponding license.'))
    const nowhere = await newPerson()
    expect(refusal(await assign(nowhere, [{ skuId: E3, disabledPlans: [] }]))).toEqual(
      badRequest('License assignment cannot be done for user with invalid usage location.'),
    )
  })
})

test('a photo that nobody put up is not found, in the words that clients look for', async () => {
  const reply = await cloud.graph(`/users/${admin()}/photos`)
  expect(refusal(reply).slice(0, 2)).toEqual([404, 'ImageNotFound'])
})

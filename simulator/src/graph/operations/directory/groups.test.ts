import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyPermission, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import {
  badRequest,
  DENIED,
  link,
  made,
  patch,
  person,
  post,
  refusal,
  remove,
  securityGroup,
  unifiedGroup,
} from '../../../testing/directory-objects.ts'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud({ roles: everyPermission('application') })
})
afterAll(() => cloud.close())

let count = 0
const newPerson = () => made(cloud, 'users', person(cloud, `group.test${++count}`))
const newGroup = (more = {}) => made(cloud, 'groups', securityGroup(`group-test-${++count}`, more))
const newUnified = (more = {}) => made(cloud, 'groups', unifiedGroup(`unified-test-${++count}`, more))
const address = (id: string) => `https://graph.microsoft.com/v1.0/directoryObjects/${id}`
const memberIds = async (group: string) =>
  valuesOf((await cloud.graph(`/groups/${group}/members`)).body).map(({ id }) => id)
const named = async (name: string) =>
  String(valuesOf((await cloud.graph(`/groups?$filter=startsWith(displayName,'${name}')`)).body)[0]?.id)
const RULE = { membershipRule: '(user.department -eq "Group test")', membershipRuleProcessingState: 'On' }

describe('a new group', () => {
  test('of Microsoft 365 gets an address, a security group none', async () => {
    const unified = await post(cloud, '/groups', unifiedGroup('with-address'))
    expect(unified.body).toMatchObject({ mail: expect.stringMatching(/^with-address@/), visibility: 'Public' })
    expect((await post(cloud, '/groups', securityGroup('no-address'))).body.mail).toBeNull()
  })

  test('comes with up to 20 members and owners in one request', async () => {
    const [one, two] = [await newPerson(), await newPerson()]
    const id = await newGroup({
      'members@odata.bind': [address(one), address(two)],
      'owners@odata.bind': [address(one)],
    })
    expect((await memberIds(id)).sort()).toEqual([one, two].sort())
    const many = Array.from({ length: 21 }, () => address(one))
    expect(refusal(await post(cloud, '/groups', securityGroup('many', { 'members@odata.bind': many })))).toEqual(
      badRequest('A resource cannot contain more than 20 link changes.'),
    )
  })

  test.each([
    [
      { mailEnabled: true },
      'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.',
    ],
    [
      { securityEnabled: false },
      'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.',
    ],
    [{ mailNickname: 'no spaces' }, "Invalid value specified for property 'mailNickname' of resource 'Group'."],
    [{ mailNickname: 'no@sign' }, "Invalid value specified for property 'mailNickname' of resource 'Group'."],
    [{ groupTypes: ['Team'] }, "Invalid value specified for property 'groupTypes' of resource 'Group'."],
    [{ groupTypes: ['DynamicMembership'] }, "A value is required for property 'membershipRule' of resource 'Group'."],
    [
      { groupTypes: ['DynamicMembership'], ...RULE, isAssignableToRole: true },
      'A group to which roles can be assigned cannot have dynamic membership.',
    ],
    [{ mail: 'a@b.example' }, "Property 'mail' is read-only and cannot be set."],
  ])('is refused with %j', async (more, message) => {
    expect(refusal(await post(cloud, '/groups', securityGroup('refused', more)))).toEqual(badRequest(message))
  })

  test('of Microsoft 365 is refused a nickname that is an address already', async () => {
    await newUnified({ mailNickname: 'twice' })
    expect(refusal(await post(cloud, '/groups', unifiedGroup('twice')))).toEqual(
      badRequest('Another object with the same value for property mailNickname already exists.'),
    )
    expect((await post(cloud, '/groups', securityGroup('twice'))).status).toBe(201)
  })

  test('with a rule has the members that the rule says', async () => {
    const someone = await made(cloud, 'users', person(cloud, `ruled${++count}`, { department: 'Group test' }))
    const id = await newGroup({ groupTypes: ['DynamicMembership'], ...RULE })
    expect(await memberIds(id)).toEqual([someone])
    await patch(cloud, `/users/${someone}`, { department: 'Elsewhere' })
    expect(await memberIds(id)).toEqual([])
  })

  test('to which roles can be assigned takes RoleManagement.ReadWrite.Directory', async () => {
    const app = await cloud.app(['Group.ReadWrite.All'])
    expect(refusal(await post(app, '/groups', securityGroup('roles', { isAssignableToRole: true })))).toEqual(DENIED)
    expect((await post(cloud, '/groups', securityGroup('roles', { isAssignableToRole: true }))).status).toBe(201)
  })

  test('belongs to the person who makes it', async () => {
    const maker = await cloud.person('helpdesk', ['Group.ReadWrite.All'])
    const id = await made(maker, 'groups', securityGroup('own-making'))
    expect(valuesOf((await cloud.graph(`/groups/${id}/owners`)).body)).toMatchObject([{ id: maker.id }])
  })
})

describe('members', () => {
  test('come and go, once each', async () => {
    const [group, user] = [await newGroup(), await newPerson()]
    expect((await link(cloud, `/groups/${group}/members`, user)).status).toBe(204)
    expect(refusal(await link(cloud, `/groups/${group}/members`, user))).toEqual(
      badRequest("One or more added object references already exist for the following modified properties: 'members'."),
    )
    expect((await remove(cloud, `/groups/${group}/members/${user}/$ref`)).status).toBe(204)
    expect(refusal(await remove(cloud, `/groups/${group}/members/${user}/$ref`))).toEqual(
      badRequest(
        "One or more removed object references do not exist for the following modified properties: 'members'.",
      ),
    )
  })

  test('who do not exist are not found', async () => {
    const nobody = '00000000-0000-4000-8000-000000000009'
    const refused = [
      404,
      'Request_ResourceNotFound',
      `Resource '${nobody}' does not exist or one of its queried reference-property objects are not present.`,
    ]
    const group = await newGroup()
    expect(refusal(await link(cloud, `/groups/${group}/members`, nobody))).toEqual(refused)
    expect(refusal(await remove(cloud, `/groups/${group}/members/${nobody}/$ref`))).toEqual(refused)
  })

  test('by PATCH are all added or none', async () => {
    const [group, one, two] = [await newGroup(), await newPerson(), await newPerson()]
    await link(cloud, `/groups/${group}/members`, one)
    const body = { 'members@odata.bind': [address(two), address(one)] }
    expect((await patch(cloud, `/groups/${group}`, body)).status).toBe(400)
    expect(await memberIds(group)).toEqual([one])
    const app = await cloud.app(['GroupMember.ReadWrite.All'])
    expect((await patch(app, `/groups/${group}`, { 'members@odata.bind': [address(two)] })).status).toBe(204)
    expect((await patch(app, `/groups/${group}`, { description: 'No' })).status).toBe(403)
  })

  test('of a dynamic group are its rule’s to say', async () => {
    const user = await newPerson()
    expect(refusal(await link(cloud, `/groups/${await named('DYN-')}/members`, user))).toEqual(DENIED)
  })

  test.each(['MSG-', 'DL-'])('of a mail-enabled group %s are kept in Exchange', async (name) => {
    const refused = badRequest('Cannot Update a mail-enabled security groups and or distribution list.')
    const [group, user] = [await named(name), await newPerson()]
    expect(refusal(await link(cloud, `/groups/${group}/members`, user))).toEqual(refused)
    expect(refusal(await patch(cloud, `/groups/${group}`, { displayName: 'No' }))).toEqual(refused)
    expect(refusal(await remove(cloud, `/groups/${group}`))).toEqual(refused)
  })

  test('of a role-assignable group take RoleManagement.ReadWrite.Directory beside the group permission', async () => {
    const app = await cloud.app(['Group.ReadWrite.All', 'GroupMember.ReadWrite.All'])
    const [group, user] = [await newGroup({ isAssignableToRole: true }), await newPerson()]
    expect(refusal(await link(app, `/groups/${group}/members`, user))).toEqual(DENIED)
    expect((await link(cloud, `/groups/${group}/members`, user)).status).toBe(204)
  })

  test('that are groups nest in security groups only', async () => {
    const [security, other, unified] = [await newGroup(), await newGroup(), await newUnified()]
    const assignable = await newGroup({ isAssignableToRole: true })
    expect((await link(cloud, `/groups/${security}/members`, other)).status).toBe(204)
    expect(refusal(await link(cloud, `/groups/${assignable}/members`, other))).toEqual(
      badRequest('Nesting is currently not supported for groups that can be assigned to a role.'),
    )
    expect(refusal(await link(cloud, `/groups/${unified}/members`, await newUnified()))).toEqual(
      badRequest(
        'Unified Groups cannot be added to Unified Groups. paramName: Members, paramValue: , objectType: Microsoft.Online.DirectoryServices.Group',
      ),
    )
    expect((await link(cloud, `/groups/${security}/members`, unified)).status).toBe(400)
    expect((await link(cloud, `/groups/${security}/members`, security)).status).toBe(400)
  })

  test('are deleted themselves when /$ref is forgotten and the application may delete people', async () => {
    const [group, user] = [await newGroup(), await newPerson()]
    await link(cloud, `/groups/${group}/members`, user)
    const members = await cloud.app(['GroupMember.ReadWrite.All'])
    expect(refusal(await remove(members, `/groups/${group}/members/${user}`))).toEqual(DENIED)
    const deleter = await cloud.app(['GroupMember.ReadWrite.All', 'User.ReadWrite.All'])
    expect((await remove(deleter, `/groups/${group}/members/${user}`)).status).toBe(204)
    expect((await cloud.graph(`/users/${user}`)).status).toBe(404)
    expect((await cloud.graph(`/directory/deletedItems/${user}`)).status).toBe(200)
  })
})

describe('owners', () => {
  test('are never left without a person', async () => {
    const [group, one, two] = [await newGroup(), await newPerson(), await newPerson()]
    await link(cloud, `/groups/${group}/owners`, one)
    expect(refusal(await remove(cloud, `/groups/${group}/owners/${one}/$ref`))).toEqual(
      badRequest('The group must have at least one owner, hence this owner cannot be removed.'),
    )
    await link(cloud, `/groups/${group}/owners`, two)
    expect((await remove(cloud, `/groups/${group}/owners/${one}/$ref`)).status).toBe(204)
  })

  test('are people and applications, at most 100', async () => {
    const group = await newGroup()
    expect((await link(cloud, `/groups/${group}/owners`, await newGroup())).status).toBe(400)
    const users = valuesOf((await cloud.graph('/users?$top=60')).body)
    const principals = valuesOf((await cloud.graph('/servicePrincipals?$top=60')).body)
    const owners = [...users, ...principals].map(({ id }) => String(id))
    while (owners.length < 101) owners.push(await newPerson())
    for (const owner of owners.slice(0, 100)) await link(cloud, `/groups/${group}/owners`, owner)
    expect(refusal(await link(cloud, `/groups/${group}/owners`, owners[100] ?? ''))).toEqual([
      403,
      'Directory_QuotaExceeded',
      "Unable to perform operation as '101' would exceed the maximum quota count '100' for forward-link owners.",
    ])
  })

  test('may change their group, other members of the organisation may not', async () => {
    const [group, owner] = [await newGroup(), await newPerson()]
    await link(cloud, `/groups/${group}/owners`, owner)
    const scopes = ['Group.ReadWrite.All']
    const theirs = await cloud.person(owner, scopes)
    const others = await cloud.person(await newPerson(), scopes)
    expect((await patch(theirs, `/groups/${group}`, { description: 'Ours' })).status).toBe(204)
    expect(refusal(await patch(others, `/groups/${group}`, { description: 'Theirs' }))).toEqual(DENIED)
  })
})

describe('a changed group', () => {
  test('turns dynamic and back, and keeps the members it then has', async () => {
    const someone = await made(cloud, 'users', person(cloud, `turns${++count}`, { department: 'Group test' }))
    const group = await newGroup()
    expect((await patch(cloud, `/groups/${group}`, { groupTypes: ['DynamicMembership'], ...RULE })).status).toBe(204)
    expect(await memberIds(group)).toEqual([someone])
    expect((await patch(cloud, `/groups/${group}`, { groupTypes: [], membershipRule: null })).status).toBe(204)
    await patch(cloud, `/users/${someone}`, { department: 'Elsewhere' })
    expect(await memberIds(group)).toEqual([someone])
  })

  test.each([
    [{ groupTypes: ['Unified'] }, "Invalid value specified for property 'groupTypes' of resource 'Group'."],
    [{ mailEnabled: true }, "Invalid value specified for property 'mailEnabled' of resource 'Group'."],
    [
      { isAssignableToRole: true },
      "Property 'isAssignableToRole' is immutable and cannot be changed after the group is created.",
    ],
  ])('is not converted by %j', async (body, message) => {
    expect(refusal(await patch(cloud, `/groups/${await newGroup()}`, body))).toEqual(badRequest(message))
  })
})

test('a tenancy without a premium licence has no dynamic groups', async () => {
  const { primary } = cloud.simulator.world
  primary.premium = false
  const body = securityGroup('premium', { groupTypes: ['DynamicMembership'], ...RULE })
  const refused = refusal(await post(cloud, '/groups', body))
  primary.premium = true
  expect(refused.slice(0, 2)).toEqual([403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'])
})

test('what somebody is in is answered over nested groups', async () => {
  const [outer, inner, user] = [await newGroup(), await newGroup(), await newPerson()]
  await link(cloud, `/groups/${outer}/members`, inner)
  await link(cloud, `/groups/${inner}/members`, user)
  const all = await post(cloud, `/users/${user}/getMemberGroups`, { securityEnabledOnly: true })
  expect(all.body.value).toEqual([inner, outer])
  const some = await post(cloud, `/users/${user}/checkMemberGroups`, { groupIds: [outer, await newGroup()] })
  expect(some.body.value).toEqual([outer])
  const many = Array.from({ length: 21 }, () => outer)
  expect((await post(cloud, `/users/${user}/checkMemberGroups`, { groupIds: many })).status).toBe(400)
})

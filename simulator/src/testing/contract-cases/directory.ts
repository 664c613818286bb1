import type { Json } from '../../world/model.ts'
import type { ContractCase, ContractFixture } from '../contract-case.ts'

let made = 0

/** A path with what it needs made first, through Graph itself; answers the id of what was made. */
async function make({ cloud }: ContractFixture, set: string, body: { [name: string]: Json }): Promise<string> {
  const reply = await cloud.graph(`/${set}`, { method: 'POST', body })
  if (reply.status !== 201) throw new Error(`POST /${set} answered ${reply.status}: ${reply.text}`)
  return String(reply.body.id)
}

function newUser({ cloud }: ContractFixture): { [name: string]: Json } {
  const alias = `contract.case${++made}`
  return {
    accountEnabled: true,
    displayName: `Contract Case ${made}`,
    mailNickname: alias,
    passwordProfile: { password: 'Right-Battery-9' },
    usageLocation: 'DE',
    userPrincipalName: `${alias}@${cloud.simulator.world.primary.profile.domain}`,
  }
}

function newGroup(): { [name: string]: Json } {
  const mailNickname = `contract-group-${++made}`
  return { displayName: `Contract group ${made}`, mailEnabled: false, mailNickname, securityEnabled: true }
}

const user = (fixture: ContractFixture) => make(fixture, 'users', newUser(fixture))
const group = (fixture: ContractFixture) => make(fixture, 'groups', newGroup())
const unit = (fixture: ContractFixture) => make(fixture, 'directory/administrativeUnits', { displayName: 'A unit' })
const reference = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` })

/** A person in a new group or unit, linked by `relation`. */
async function linked(fixture: ContractFixture, container: string, relation: string) {
  const member = await user(fixture)
  const other = await user(fixture)
  for (const id of [other, member])
    await fixture.cloud.graph(`${container}/${relation}/$ref`, { method: 'POST', body: reference(id) })
  return member
}

const MEMBERSHIP_BODIES: { readonly [name: string]: Json } = {
  getMemberGroups: { securityEnabledOnly: false },
  getMemberObjects: { securityEnabledOnly: false },
  checkMemberGroups: { groupIds: [] },
  checkMemberObjects: { ids: [] },
}

const asksMembership = (set: string, parameter: string): ContractCase[] =>
  Object.entries(MEMBERSHIP_BODIES).map(([name, body]) => ({
    route: `POST /${set}/{${parameter}}/${name}`,
    request: ({ path }) => ({ path: path(`/${set}/{${parameter}}/${name}`), body }),
  }))

const hasNoPhoto = (set: string, parameter: string): ContractCase[] =>
  ['photo', 'photo/$value', 'photos', 'photos/{profilePhoto-id}/$value'].map((rest) => ({
    route: `GET /${set}/{${parameter}}/${rest}`,
    refused: 404,
    request: ({ path }) => ({ path: path(`/${set}/{${parameter}}/${rest}`) }),
  }))

/** Users, groups and whatever else is a directory object, but for applications and roles. */
export const directoryCases: readonly ContractCase[] = [
  ...asksMembership('users', 'user-id'),
  ...asksMembership('groups', 'group-id'),
  ...asksMembership('servicePrincipals', 'servicePrincipal-id'),
  ...asksMembership('directoryObjects', 'directoryObject-id'),
  ...hasNoPhoto('users', 'user-id'),
  ...hasNoPhoto('groups', 'group-id'),
  { route: 'POST /users', request: (fixture) => ({ path: '/users', body: newUser(fixture) }) },
  {
    route: 'PATCH /users/{user-id}',
    request: async (fixture) => ({ path: `/users/${await user(fixture)}`, body: { department: 'Finance' } }),
  },
  { route: 'DELETE /users/{user-id}', request: async (fixture) => ({ path: `/users/${await user(fixture)}` }) },
  { route: 'PATCH /me', as: 'person', request: () => ({ path: '/me', body: { mobilePhone: '+49 40 5550100' } }) },
  {
    route: 'POST /users/{user-id}/revokeSignInSessions',
    request: async (fixture) => ({ path: `/users/${await user(fixture)}/revokeSignInSessions` }),
  },
  {
    route: 'POST /users/{user-id}/assignLicense',
    request: async (fixture) => ({
      path: `/users/${await user(fixture)}/assignLicense`,
      body: { addLicenses: [{ disabledPlans: [], skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965' }], removeLicenses: [] },
    }),
  },
  {
    route: 'PUT /users/{user-id}/manager/$ref',
    request: ({ path, cloud }) => ({
      path: path('/users/{user-id}/manager/$ref'),
      body: { '@odata.id': `${cloud.simulator.url}/v1.0/users/admin@${cloud.simulator.world.primary.profile.domain}` },
    }),
  },
  {
    route: 'DELETE /users/{user-id}/manager/$ref',
    request: ({ path }) => ({ path: path('/users/{user-id}/manager/$ref') }),
  },
  { route: 'POST /groups', request: () => ({ path: '/groups', body: newGroup() }) },
  {
    route: 'PATCH /groups/{group-id}',
    request: async (fixture) => ({
      path: `/groups/${await group(fixture)}`,
      body: {
        description: 'Other words',
        'members@odata.bind': [`https://graph.microsoft.com/v1.0/users/${fixture.ids['user-id']}`],
      },
    }),
  },
  { route: 'DELETE /groups/{group-id}', request: async (fixture) => ({ path: `/groups/${await group(fixture)}` }) },
  ...(['members', 'owners'] as const).flatMap((relation): ContractCase[] => [
    {
      route: `POST /groups/{group-id}/${relation}/$ref`,
      request: async (fixture) => ({
        path: `/groups/${await group(fixture)}/${relation}/$ref`,
        body: reference(fixture.ids['user-id'] ?? ''),
      }),
    },
    ...['/$ref', ''].map((end) => ({
      route: `DELETE /groups/{group-id}/${relation}/{directoryObject-id}${end}`,
      request: async (fixture: ContractFixture) => {
        const container = `/groups/${await group(fixture)}`
        return { path: `${container}/${relation}/${await linked(fixture, container, relation)}${end}` }
      },
    })),
  ]),
  {
    route: 'POST /directory/administrativeUnits',
    request: () => ({ path: '/directory/administrativeUnits', body: { displayName: 'Another unit' } }),
  },
  {
    route: 'PATCH /directory/administrativeUnits/{administrativeUnit-id}',
    request: async (fixture) => ({
      path: `/directory/administrativeUnits/${await unit(fixture)}`,
      body: { description: 'Other words' },
    }),
  },
  {
    route: 'DELETE /directory/administrativeUnits/{administrativeUnit-id}',
    request: async (fixture) => ({ path: `/directory/administrativeUnits/${await unit(fixture)}` }),
  },
  {
    route: 'POST /directory/administrativeUnits/{administrativeUnit-id}/members/$ref',
    request: async (fixture) => ({
      path: `/directory/administrativeUnits/${await unit(fixture)}/members/$ref`,
      body: reference(fixture.ids['user-id'] ?? ''),
    }),
  },
  {
    route: 'DELETE /directory/administrativeUnits/{administrativeUnit-id}/members/{directoryObject-id}/$ref',
    request: async (fixture) => {
      const container = `/directory/administrativeUnits/${await unit(fixture)}`
      return { path: `${container}/members/${await linked(fixture, container, 'members')}/$ref` }
    },
  },
  {
    route: 'POST /directoryObjects/getByIds',
    request: ({ ids }) => ({
      path: '/directoryObjects/getByIds',
      body: { ids: [ids['user-id'] ?? '', ids['group-id'] ?? ''] },
    }),
  },
  {
    route: 'POST /directoryObjects/validateProperties',
    request: () => ({
      path: '/directoryObjects/validateProperties',
      body: { entityType: 'Group', displayName: 'A free name', mailNickname: 'a-free-name' },
    }),
  },
  {
    route: 'GET /directoryObjects/delta',
    request: () => ({ path: "/directoryObjects/delta?$filter=isof('microsoft.graph.group')" }),
  },
  ...(['DELETE', 'POST'] as const).map((method) => {
    const end = method === 'POST' ? '/restore' : ''
    return {
      route: `${method} /directory/deletedItems/{directoryObject-id}${end}`,
      request: async (fixture: ContractFixture) => {
        const id = await user(fixture)
        await fixture.cloud.graph(`/users/${id}`, { method: 'DELETE' })
        return { path: `/directory/deletedItems/${id}${end}`, ...(method === 'POST' ? { body: {} } : {}) }
      },
    }
  }),
  {
    route: 'GET /domains/{domain-id}',
    request: ({ cloud }) => ({ path: `/domains/${cloud.simulator.world.primary.profile.domain}` }),
  },
]

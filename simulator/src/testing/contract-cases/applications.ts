import type { Json } from '../../world/model.ts'
import type { ContractCase, ContractFixture } from '../contract-case.ts'

async function make({ cloud }: ContractFixture, path: string, body: { [name: string]: Json }) {
  const reply = await cloud.graph(path, { method: 'POST', body })
  if (reply.status >= 300) throw new Error(`POST ${path} answered ${reply.status}: ${reply.text}`)
  return reply.body
}

const application = (fixture: ContractFixture) => make(fixture, '/applications', { displayName: 'Contract case' })

async function principal(fixture: ContractFixture): Promise<string> {
  const { appId } = await application(fixture)
  return String((await make(fixture, '/servicePrincipals', { appId: appId ?? null })).id)
}

const userReference = ({ ids }: ContractFixture) => ({
  '@odata.id': `https://graph.microsoft.com/v1.0/users/${ids['user-id']}`,
})

/** Where assignments are written, and whose side of them the path tells. */
const SIDES = [
  ['users', 'user', 'appRoleAssignments'],
  ['groups', 'group', 'appRoleAssignments'],
  ['servicePrincipals', 'servicePrincipal', 'appRoleAssignments'],
  ['servicePrincipals', 'servicePrincipal', 'appRoleAssignedTo'],
] as const

/** The path of an assignment to be made, and the body that makes it. */
async function assignment(fixture: ContractFixture, [set, kind, rest]: (typeof SIDES)[number]) {
  const resourceId = await principal(fixture)
  const principalId =
    rest === 'appRoleAssignedTo'
      ? (fixture.ids['user-id'] ?? '')
      : kind === 'servicePrincipal'
        ? await principal(fixture)
        : (fixture.ids[`${kind}-id`] ?? '')
  const path = `/${set}/${rest === 'appRoleAssignedTo' ? resourceId : principalId}/${rest}`
  return { path, body: { principalId, resourceId, appRoleId: '00000000-0000-0000-0000-000000000000' } }
}

async function grant(fixture: ContractFixture) {
  const body = {
    clientId: await principal(fixture),
    consentType: 'AllPrincipals',
    resourceId: await principal(fixture),
    scope: 'access',
  }
  return String((await make(fixture, '/oauth2PermissionGrants', body)).id)
}

/** Applications, servicePrincipals, assignments and grants. */
export const applicationCases: readonly ContractCase[] = [
  { route: 'POST /applications', request: () => ({ path: '/applications', body: { displayName: 'Contract case' } }) },
  {
    route: 'PATCH /applications/{application-id}',
    request: async (fixture) => ({
      path: `/applications/${(await application(fixture)).id}`,
      body: { notes: 'Other words' },
    }),
  },
  {
    route: 'DELETE /applications/{application-id}',
    request: async (fixture) => ({ path: `/applications/${(await application(fixture)).id}` }),
  },
  {
    route: 'POST /applications/{application-id}/addPassword',
    request: async (fixture) => ({
      path: `/applications/${(await application(fixture)).id}/addPassword`,
      body: { passwordCredential: { displayName: 'A secret' } },
    }),
  },
  {
    route: 'POST /applications/{application-id}/removePassword',
    request: async (fixture) => {
      const path = `/applications/${(await application(fixture)).id}`
      const { keyId } = await make(fixture, `${path}/addPassword`, {})
      return { path: `${path}/removePassword`, body: { keyId: keyId ?? null } }
    },
  },
  {
    route: 'POST /servicePrincipals',
    request: async (fixture) => ({
      path: '/servicePrincipals',
      body: { appId: (await application(fixture)).appId ?? null },
    }),
  },
  {
    route: 'PATCH /servicePrincipals/{servicePrincipal-id}',
    request: async (fixture) => ({
      path: `/servicePrincipals/${await principal(fixture)}`,
      body: { accountEnabled: false },
    }),
  },
  {
    route: 'DELETE /servicePrincipals/{servicePrincipal-id}',
    request: async (fixture) => ({ path: `/servicePrincipals/${await principal(fixture)}` }),
  },
  ...(['application', 'servicePrincipal'] as const).flatMap((kind): ContractCase[] => {
    const owned = async (fixture: ContractFixture) =>
      `/${kind}s/${kind === 'application' ? (await application(fixture)).id : await principal(fixture)}/owners`
    return [
      {
        route: `POST /${kind}s/{${kind}-id}/owners/$ref`,
        request: async (fixture) => ({ path: `${await owned(fixture)}/$ref`, body: userReference(fixture) }),
      },
      {
        route: `DELETE /${kind}s/{${kind}-id}/owners/{directoryObject-id}/$ref`,
        request: async (fixture) => {
          const path = await owned(fixture)
          await fixture.cloud.graph(`${path}/$ref`, { method: 'POST', body: userReference(fixture) })
          return { path: `${path}/${fixture.ids['user-id']}/$ref` }
        },
      },
    ]
  }),
  ...SIDES.flatMap((side): ContractCase[] => {
    const [set, kind, rest] = side
    const template = `/${set}/{${kind}-id}/${rest}`
    const one = async (fixture: ContractFixture) => {
      const { path, body } = await assignment(fixture, side)
      return { path: `${path}/${(await make(fixture, path, body)).id}` }
    }
    return [
      { route: `POST ${template}`, request: (fixture) => assignment(fixture, side) },
      { route: `GET ${template}/{appRoleAssignment-id}`, request: one },
      { route: `DELETE ${template}/{appRoleAssignment-id}`, request: one },
    ]
  }),
  {
    route: 'POST /oauth2PermissionGrants',
    request: async (fixture) => ({
      path: '/oauth2PermissionGrants',
      body: {
        clientId: await principal(fixture),
        consentType: 'Principal',
        principalId: fixture.ids['user-id'] ?? '',
        resourceId: await principal(fixture),
        scope: 'access',
      },
    }),
  },
  {
    route: 'PATCH /oauth2PermissionGrants/{oAuth2PermissionGrant-id}',
    request: async (fixture) => ({
      path: `/oauth2PermissionGrants/${await grant(fixture)}`,
      body: { scope: 'access more' },
    }),
  },
  {
    route: 'DELETE /oauth2PermissionGrants/{oAuth2PermissionGrant-id}',
    request: async (fixture) => ({ path: `/oauth2PermissionGrants/${await grant(fixture)}` }),
  },
]

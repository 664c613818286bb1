import { afterEach, describe, expect, test } from 'vitest'
import { type GraphStandIn, graphError, graphStandIn } from '../../testing/graph-stand-in.ts'
import type { Received, Reply } from '../../testing/http-stand-in.ts'
import { GraphUnreadable } from '../failures.ts'
import { graphPermissionId, graphPermissionName } from '../permissions/permission-ids.ts'
import { servicePrincipalByAppId } from './applications.ts'
import { appRoleAssignedTo, servicePrincipalOwners } from './expanded.ts'
import { groupsDelta } from './groups.ts'
import { organization, organizationTimed } from './organization.ts'
import { signIns } from './sign-ins.ts'
import { userDirectoryRoles, usersDelta, usersSignInActivity } from './users.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const assignment = (number: number, resource: number) => ({
  id: `assignment-${number}`,
  appRoleId: id(0),
  principalId: id(number),
  principalType: 'User',
  resourceId: id(resource),
})
const assignments = (count: number, resource: number) =>
  Array.from({ length: count }, (_, index) => assignment(index + 1, resource))

let graph: GraphStandIn
afterEach(() => graph.close())

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = []
  for await (const page of pages) read.push(page)
  return read
}

type Answer = { json: unknown } | { from: (request: Received) => Reply }

/** a Graph that answers by path */
const serving = async (replies: Record<string, Answer>) => {
  graph = await graphStandIn((request) => {
    const answer = replies[request.url.pathname.replace('/v1.0', '')]
    if (answer === undefined) return graphError(404, 'Request_ResourceNotFound')
    return 'from' in answer ? answer.from(request) : answer
  })
  return graph.client
}

/** a delta round of one page */
const delta = (value: unknown[]): Answer => ({
  from: ({ url }) => ({ json: { value, '@odata.deltaLink': `${url.origin}${url.pathname}?$deltatoken=1` } }),
})

describe('who is assigned to every application', () => {
  test('comes with the expanded list, and is read by itself only where 20 came', async () => {
    const client = await serving({
      '/servicePrincipals': {
        json: {
          value: [
            { id: id(901), appRoleAssignedTo: assignments(19, 901) },
            { id: id(902), appRoleAssignedTo: assignments(20, 902) },
            { id: id(903) },
          ],
        },
      },
      [`/servicePrincipals/${id(902)}/appRoleAssignedTo`]: { json: { value: assignments(250, 902) } },
    })
    const { objects } = await client.read({ of: appRoleAssignedTo.all })
    expect(objects.map((one) => appRoleAssignedTo.relatedIn(one)?.objects.length)).toEqual([19, undefined, 0])
    expect((await client.read({ of: appRoleAssignedTo.ofOne(id(902)) })).objects).toHaveLength(250)
    expect(graph.received.map(({ url }) => `${url.pathname}${url.search}`)).toEqual([
      '/v1.0/servicePrincipals?$select=id&$expand=appRoleAssignedTo',
      `/v1.0/servicePrincipals/${id(902)}/appRoleAssignedTo?$select=id,appRoleId,principalId,principalType,resourceId,createdDateTime&$top=999`,
    ])
  })

  test('an assignment that cannot be read is told beside the good ones', () => {
    const broken = { ...assignment(1, 901), principalId: 'somebody' }
    const related = appRoleAssignedTo.relatedIn({ id: id(901), appRoleAssignedTo: [broken, assignment(2, 901)] })
    expect(related).toMatchObject({
      objects: [{ id: 'assignment-2' }],
      unreadable: [{ ok: false, id: 'assignment-1' }],
    })
  })

  test('owners are read in the same way', () => {
    const owner = { '@odata.type': '#microsoft.graph.user', id: id(1) }
    expect(servicePrincipalOwners.relatedIn({ id: id(901), owners: [owner] })?.objects).toEqual([owner])
  })
})

test('users come as they are said: absent stays absent, cleared stays null, managers as changes', async () => {
  const value = [
    {
      id: id(1).toUpperCase(),
      displayName: 'Ada',
      mail: null,
      'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id: id(2) }],
      skills: [],
    },
  ]
  const client = await serving({ '/users/delta': delta(value) })
  const [page] = await all(client.delta(usersDelta({ leaveDate: true })))
  expect(page?.objects).toEqual([
    {
      id: id(1),
      displayName: 'Ada',
      mail: null,
      'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id: id(2) }],
    },
  ])
  const select = graph.received[0]?.url.searchParams.get('$select')?.split(',')
  expect(select).toEqual(
    expect.arrayContaining(['manager', 'employeeLeaveDateTime', 'assignedLicenses', 'accountEnabled']),
  )
})

test('leave dates are asked for only where they may be read', async () => {
  const client = await serving({ '/users/delta': delta([]) })
  await all(client.delta(usersDelta()))
  expect(graph.received[0]?.url.search).not.toContain('employeeLeaveDateTime')
})

test('a groups delta can be narrowed to some groups, and take only what comes from now on', async () => {
  const client = await serving({ '/groups/delta': delta([]) })
  await all(client.delta(groupsDelta({ ids: [id(1), id(2)] })))
  await all(client.delta(groupsDelta({ latest: true })))
  expect(graph.received[0]?.url.searchParams.get('$filter')).toBe(`id eq '${id(1)}' or id eq '${id(2)}'`)
  expect(graph.received[1]?.url.searchParams.get('$deltatoken')).toBe('latest')
  expect(() => groupsDelta({ ids: [] })).toThrow(RangeError)
})

test('a person’s directory roles are the roles’ template ids, groups left out', async () => {
  const value = [
    { '@odata.type': '#microsoft.graph.group', id: id(1) },
    {
      '@odata.type': '#microsoft.graph.directoryRole',
      id: id(2),
      roleTemplateId: '62e90394-69f5-4237-9190-012177145e10',
    },
  ]
  const client = await serving({ [`/users/${id(9)}/transitiveMemberOf`]: { json: { value } } })
  expect(await userDirectoryRoles(client, id(9))).toEqual(['62e90394-69f5-4237-9190-012177145e10'])
})

test('the servicePrincipal of an application id, or none; and no text gets into the filter', async () => {
  const client = await serving({
    '/servicePrincipals': { json: { value: [{ id: id(1), appId: id(7), appOwnerOrganizationId: id(8) }] } },
  })
  expect(await servicePrincipalByAppId(client, id(7))).toMatchObject({ id: id(1), appOwnerOrganizationId: id(8) })
  expect(graph.received[0]?.url.searchParams.get('$filter')).toBe(`appId eq '${id(7)}'`)
  await expect(servicePrincipalByAppId(client, "x' or true")).rejects.toThrow(TypeError)
  await graph.close()
  expect(
    await servicePrincipalByAppId(await serving({ '/servicePrincipals': { json: { value: [] } } }), id(7)),
  ).toBeUndefined()
})

test('the organization is one; an empty list cannot be read as one', async () => {
  expect(
    await organization(
      await serving({ '/organization': { json: { value: [{ id: id(1), displayName: 'Example' }] } } }),
    ),
  ).toEqual({
    id: id(1),
    displayName: 'Example',
  })
  await graph.close()
  await expect(organization(await serving({ '/organization': { json: { value: [] } } }))).rejects.toThrow(
    GraphUnreadable,
  )
})

test('the test of a connection tells the time taken and Microsoft’s clock', async () => {
  const client = await serving({
    '/organization': {
      from: () => {
        graph.ports.clock.advance(120)
        return { headers: { date: 'Sun, 01 Mar 2026 09:05:00 GMT' }, json: { value: [{ id: id(1) }] } }
      },
    },
  })
  expect(await organizationTimed(client)).toEqual({
    value: { id: id(1) },
    elapsedMs: 120,
    serverTime: new Date('2026-03-01T09:05:00Z'),
  })
})

test('sign-in activity and sign-ins are asked for in the largest pages allowed', async () => {
  const client = await serving({ '/users': { json: { value: [] } }, '/auditLogs/signIns': { json: { value: [] } } })
  await all(client.page(usersSignInActivity()))
  await all(signIns(client, new Date('2026-02-01T00:00:00Z')))
  expect(graph.received.map(({ url }) => decodeURIComponent(url.search))).toEqual([
    '?$select=id,signInActivity&$top=500',
    '?$filter=createdDateTime ge 2026-02-01T00:00:00.000Z&$top=1000',
  ])
})

test('permissions have their app role ids', () => {
  expect(graphPermissionId('User.Read.All')).toBe('df021288-bdef-4463-88db-98f22de89214')
  expect(graphPermissionName('DF021288-BDEF-4463-88DB-98F22DE89214')).toBe('User.Read.All')
  expect(graphPermissionName(id(0))).toBeUndefined()
})

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type GraphStandIn, graphStandIn } from '../../testing/graph-stand-in.ts'
import type { GraphClient } from '../client.ts'
import type { Collection } from '../pages.ts'
import {
  applicationsDelta,
  oauth2PermissionGrants,
  oauth2PermissionGrantsDelta,
  servicePrincipalByAppId,
  servicePrincipalOwnersDelta,
  servicePrincipalsDelta,
} from './applications.ts'
import { appRoleAssignedTo, servicePrincipalOwners } from './expanded.ts'
import {
  administrativeUnitMembers,
  administrativeUnits,
  administrativeUnitsDelta,
  groupIds,
  groupsDelta,
} from './groups.ts'
import { organization, subscribedSkus } from './organization.ts'
import { signIns } from './sign-ins.ts'
import { managersDelta, userDirectoryRoles, users, usersDelta, usersSignInActivity } from './users.ts'

const contract = new URL('../../../../../simulator/contract/', import.meta.url)
const published = <T>(file: string, schema: z.ZodType<T>): T =>
  schema.parse(JSON.parse(readFileSync(new URL(file, contract), 'utf8')))

const { operations } = published(
  'operations-v1.0.json',
  z.object({
    operations: z.array(z.object({ method: z.string(), path: z.string(), query: z.array(z.string()).default([]) })),
  }),
)
const { $defs } = published(
  'schemas-v1.0.json',
  z.object({ $defs: z.record(z.string(), z.object({ properties: z.record(z.string(), z.unknown()).optional() })) }),
)

const id = '00000000-0000-4000-8000-000000000001'
const reading = (of: Collection<unknown>) => (graph: GraphClient) => graph.read({ of })
const reads: Record<string, (graph: GraphClient) => Promise<unknown> | AsyncIterable<unknown>> = {
  organization,
  subscribedSkus: reading(subscribedSkus),
  users: reading(users({ leaveDate: true })),
  usersDelta: reading(usersDelta({ leaveDate: true })),
  managersDelta: reading(managersDelta({ ids: [id] })),
  usersSignInActivity: reading(usersSignInActivity()),
  userDirectoryRoles: (graph) => userDirectoryRoles(graph, id),
  groupIds: reading(groupIds),
  groupsDelta: reading(groupsDelta({ ids: [id] })),
  administrativeUnits: reading(administrativeUnits),
  administrativeUnitsDelta: reading(administrativeUnitsDelta),
  administrativeUnitMembers: reading(administrativeUnitMembers(id)),
  servicePrincipalsDelta: reading(servicePrincipalsDelta),
  servicePrincipalOwnersDelta: reading(servicePrincipalOwnersDelta),
  applicationsDelta: reading(applicationsDelta),
  servicePrincipalByAppId: (graph) => servicePrincipalByAppId(graph, id),
  oauth2PermissionGrants: reading(oauth2PermissionGrants),
  oauth2PermissionGrantsDelta: reading(oauth2PermissionGrantsDelta),
  appRoleAssignments: reading(appRoleAssignedTo.all),
  servicePrincipalOwners: reading(servicePrincipalOwners.all),
  appRoleAssignedTo: reading(appRoleAssignedTo.ofOne(id)),
  signIns: (graph) => signIns(graph, new Date(0)),
}

const entityOf: Record<string, string> = {
  organization: 'organization',
  users: 'user',
  groups: 'group',
  servicePrincipals: 'servicePrincipal',
  applications: 'application',
  administrativeUnits: 'administrativeUnit',
  '…/appRoleAssignedTo': 'appRoleAssignment',
}

let graph: GraphStandIn
beforeAll(async () => {
  const full = Array.from({ length: 20 }, () => ({}))
  graph = await graphStandIn(({ url }) =>
    url.pathname.endsWith('/delta')
      ? { json: { value: [], '@odata.deltaLink': `${url.origin}${url.pathname}?$deltatoken=1` } }
      : { json: { value: [{ id, appRoleAssignedTo: full, owners: full }] } },
  )
})
afterAll(() => graph.close())

test.each(Object.entries(reads))('%s asks only for what Microsoft’s published contract offers', async (_, read) => {
  const before = graph.received.length
  const asking = read(graph.client)
  if (Symbol.asyncIterator in asking) for await (const page of asking) expect(page).toBeDefined()
  else await asking
  const asked = graph.received.slice(before)
  expect(asked.length).toBeGreaterThan(0)
  for (const { method, url } of asked) {
    const path = url.pathname.replace('/v1.0', '')
    const operation = operations.find((one) => one.method === method && pattern(one.path).test(path))
    expect(operation?.query, path).toEqual(expect.arrayContaining([...url.searchParams.keys()]))
    for (const name of [...selected(url), ...expanded(url)]) expect(propertiesAt(path), path).toContain(name)
  }
})

const pattern = (template: string): RegExp => new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`)
const selected = (url: URL): string[] => url.searchParams.get('$select')?.split(',') ?? []
const expanded = (url: URL): string[] => url.searchParams.get('$expand')?.split(',') ?? []

/** the properties and relations of what stands at a collection's path; only `id` where the members may be of any type */
function propertiesAt(path: string): string[] {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== 'directory' && segment !== 'delta')
  const entity = entityOf[segments.length === 1 ? (segments[0] ?? '') : `…/${segments.at(-1)}`]
  return entity === undefined ? ['id'] : Object.keys($defs[`microsoft.graph.${entity}`]?.properties ?? {})
}

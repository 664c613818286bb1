import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beyondContract, coverageTable, isServed, OPERATIONS } from './graph/coverage.ts'
import { ROUTES } from './graph/operations/index.ts'
import { startTestCloud, type TestCloud, valuesOf } from './testing/cloud.ts'
import { documentationExamples, violations } from './testing/contract.ts'
import { isObject, type Json } from './world/model.ts'

let cloud: TestCloud
/** Ids for the parameters of path templates, from the directory's own truth. */
let parameters: { [name: string]: string }

beforeAll(async () => {
  cloud = await startTestCloud({ people: 120, applications: 40 })
  await cloud.control('random', { count: 60 })
  const { world } = cloud.simulator
  const staff = [...world.primary.store('user')].find(
    (user) => user.state === 'live' && user.properties.employeeId && user.ordinal > 20,
  )
  const leaver = [...world.primary.store('user')].find(
    (user) => user.state === 'live' && user.properties.employeeId && user.ordinal > 60,
  )
  const state = await cloud.read('state')
  const first = (list: string, pick: (object: { [name: string]: Json }) => boolean = () => true) =>
    valuesOf({ value: state[list] ?? [] }).find(pick)
  const assignment = first('appRoleAssignments', (a) => a.principalType === 'User')
  parameters = {
    'organization-id': cloud.tenantId,
    'user-id': staff?.id ?? '',
    'group-id': String(first('groups', (g) => g.displayName === 'SG-All-Employees')?.id),
    'administrativeUnit-id': String(first('administrativeUnits')?.id),
    'directoryRole-id': String(first('directoryRoles')?.id),
    'servicePrincipal-id': String(assignment?.resourceId),
    'appRoleAssignment-id': String(assignment?.id),
    'application-id': String(first('applications')?.id),
    'oAuth2PermissionGrant-id': String(first('oauth2PermissionGrants')?.id),
    'directoryObject-id': staff?.id ?? '',
    'signIn-id': String(valuesOf((await cloud.graph('/auditLogs/signIns?$top=1')).body)[0]?.id),
    'assigned-user-id': String(assignment?.principalId),
    'deleted-id': leaver?.id ?? '',
  }
  await cloud.control('leave', { user: leaver?.id ?? '', how: 'delete' })
})
afterAll(() => cloud.close())

/** Schemas of the routes beyond the contract's rows. */
const BEYOND: { readonly [end: string]: string } = {
  memberOf: '#/$defs/microsoft.graph.directoryObject!collection',
  transitiveMemberOf: '#/$defs/microsoft.graph.directoryObject!collection',
  directReports: '#/$defs/microsoft.graph.directoryObject!collection',
  ownedObjects: '#/$defs/microsoft.graph.directoryObject!collection',
  members: '#/$defs/microsoft.graph.directoryObject!collection',
  '{directoryRole-id}': '#/$defs/microsoft.graph.directoryRole',
}

function schemaOf(method: string, template: string): string {
  const row = OPERATIONS.find((operation) => operation.method === method && operation.path === template)
  const pointer = typeof row?.response === 'string' ? row.response : BEYOND[template.split('/').at(-1) ?? '']
  if (pointer === undefined) throw new Error(`No schema is known for ${method} ${template}`)
  return pointer
}

function pathOf(template: string): string {
  const ids = { ...parameters }
  if (template.includes('/users/{user-id}/appRoleAssignments/')) ids['user-id'] = ids['assigned-user-id'] ?? ''
  if (template.includes('deletedItems')) ids['directoryObject-id'] = ids['deleted-id'] ?? ''
  return template.replace(/\{([^}]+)\}/g, (_, name: string) => ids[name] ?? `no-${name}`)
}

const VARIANTS = ['', '?$select=id', '?$top=3', '?$top=2&$count=true']

describe('every served route answers what the contract allows', () => {
  test.each(
    ROUTES.filter(({ template }) => !template.startsWith('/me')).map(
      (route) => [`${route.method} ${route.template}`, route] as const,
    ),
  )('%s', async (_, { method, template }) => {
    const pointer = schemaOf(method, template)
    const collection = pointer.includes('!collection')
    for (const variant of collection && method === 'GET' ? VARIANTS : ['']) {
      const body = method === 'POST' ? { ids: [parameters['user-id'] ?? '', parameters['group-id'] ?? ''] } : undefined
      const reply = await cloud.graph(`${pathOf(template)}${variant}`, {
        method,
        ...(body ? { body } : {}),
        headers: { ConsistencyLevel: 'eventual' },
      })
      expect(reply.status, reply.text.slice(0, 300)).toBe(200)
      expect(violations(pointer, reply.body)).toEqual([])
    }
  })

  test.each(['members', 'owners', 'manager', 'memberOf', 'appRoleAssignedTo', 'appRoleAssignments'])(
    '$expand=%s',
    async (relation) => {
      const set =
        relation === 'manager' || relation === 'memberOf'
          ? 'users'
          : relation.startsWith('appRole')
            ? 'servicePrincipals'
            : 'groups'
      const type = set === 'users' ? 'user' : set === 'groups' ? 'group' : 'servicePrincipal'
      const reply = await cloud.graph(`/${set}?$expand=${relation}`)
      expect(reply.status, reply.text.slice(0, 300)).toBe(200)
      expect(violations(`#/$defs/microsoft.graph.${type}!collection`, reply.body)).toEqual([])
      for (const item of valuesOf(reply.body))
        if (Array.isArray(item[relation])) expect(item[relation].length).toBeLessThanOrEqual(20)
    },
  )

  test('every property that can be selected of a user', async () => {
    const select =
      'id,accountEnabled,assignedLicenses,assignedPlans,employeeHireDate,employeeOrgData,employeeLeaveDateTime,identities,onPremisesExtensionAttributes,passwordPolicies,signInActivity,usageLocation,userType,proxyAddresses,onPremisesLastSyncDateTime,externalUserState'
    const reply = await cloud.graph(`/users?$select=${select}&$top=120`)
    expect(violations('#/$defs/microsoft.graph.user!collection', reply.body)).toEqual([])
  })
})

describe('every refusal has the shape of Graph’s error', () => {
  test.each(OPERATIONS.filter((row) => !isServed(row)).map((row) => [`${row.method} ${row.path}`, row] as const))(
    '%s answers 501',
    async (_, row) => {
      const all = await cloud.graph(pathOf(row.path).replace(/\$ref$/, '$ref'), { method: row.method })
      expect([501, 403]).toContain(all.status)
      expect(violations('#/$defs/error', all.body)).toEqual([])
    },
  )

  test.each([
    ['/nothing', 400],
    ['/users/nobody@nowhere.example', 404],
    ['/users?$top=1000', 400],
    ['/users?$select=nonsense', 400],
    ['/users?$filter=displayName eq', 400],
    ['/users?$search="displayName:a"', 400],
    ['/users?$skiptoken=forged', 400],
    ['/users?$select=skills', 501],
    ['/me', 403],
  ])('%s answers %i', async (path, status) => {
    const reply = await cloud.graph(path)
    expect(reply.status).toBe(status)
    expect(violations('#/$defs/error', reply.body)).toEqual([])
  })
})

describe('the contract itself', () => {
  const examples = isObject(documentationExamples) ? valuesOf({ value: documentationExamples.examples ?? [] }) : []

  test('holds for every example of Microsoft’s documentation', () => {
    expect(examples.length).toBe(100)
    const wrong = examples.flatMap((example) => violations(String(example.schema), example.body ?? null))
    expect(wrong).toEqual([])
  })

  test('and what is served of it stands in docs/coverage.md, which is current', () => {
    expect(readFileSync(new URL('../docs/coverage.md', import.meta.url), 'utf8')).toBe(coverageTable())
    expect(beyondContract().every((key) => key.startsWith('GET '))).toBe(true)
  })
})

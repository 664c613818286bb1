import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generatedDocuments } from './documents.ts'
import { OPERATIONS } from './graph/contract.ts'
import { coverageCounts, isServed } from './graph/coverage.ts'
import { ROUTES } from './graph/operations/index.ts'
import { isWrite, type Route } from './graph/route.ts'
import { everyPermission, type GraphClient, startTestCloud, type TestCloud, valuesOf } from './testing/cloud.ts'
import { documentationExamples, responsePointer, violations } from './testing/contract.ts'
import type { ContractFixture } from './testing/contract-case.ts'
import { CONTRACT_CASES } from './testing/contract-cases/index.ts'
import { contractFixture } from './testing/contract-fixture.ts'
import { isObject } from './world/model.ts'

let cloud: TestCloud
let fixture: ContractFixture
let person: GraphClient

beforeAll(async () => {
  cloud = await startTestCloud({ people: 120, applications: 40, roles: everyPermission('application') })
  await cloud.control('random', { count: 60 })
  fixture = await contractFixture(cloud)
  person = await cloud.person('admin', everyPermission('delegated'))
})
afterAll(() => cloud.close())

const VARIANTS = ['', '?$select=id', '?$top=3', '?$top=2&$count=true']

/** A route answered as its case says, or by filling in its parameters. Every answer is checked as it comes. */
async function succeed(route: Route): Promise<void> {
  const key = `${route.method} ${route.template}`
  const given = CONTRACT_CASES.find((one) => one.route === key)
  const client = given?.as === 'person' || (!given && route.template.startsWith('/me')) ? person : cloud
  if (given) {
    const { path, ...request } = await given.request(fixture)
    const reply = await client.graph(path, { method: route.method, ...request })
    if (given.refused !== undefined) expect(reply.status, reply.text.slice(0, 400)).toBe(given.refused)
    else expect(reply.status, reply.text.slice(0, 400)).toBeLessThan(300)
    return
  }
  if (isWrite(route)) throw new Error(`Say in src/testing/contract-cases how ${key} is done`)
  const variants = responsePointer(route)?.includes('!collection') ? VARIANTS : ['']
  for (const variant of variants) {
    const headers = { ConsistencyLevel: 'eventual' }
    const reply = await client.graph(`${fixture.path(route.template)}${variant}`, { headers })
    expect(reply.status, reply.text.slice(0, 400)).toBe(200)
  }
}

describe('every served route answers what the contract allows', () => {
  test.each(ROUTES.map((route) => [`${route.method} ${route.template}`, route] as const))('%s', (_, route) =>
    succeed(route),
  )

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
      const reply = await person.graph(fixture.path(row.path), { method: row.method })
      expect(reply.status).toBe(501)
    },
  )

  /** What any route answers when it cannot do its work. Each answer is checked as it comes. */
  test.each(ROUTES.map((route) => [`${route.method} ${route.template}`, route] as const))(
    '%s without a token, without a permission, throttled and out of order',
    async (_, { method, template }) => {
      const path = fixture.path(template)
      const nobody = await cloud.graph(path, { method, headers: { authorization: '' } })
      expect(nobody.status).toBe(401)
      for (const status of [429, 503]) {
        await cloud.control('fault', { id: 'refusal', pathPattern: '/**', effect: { status } })
        expect((await cloud.graph(path, { method })).status).toBe(status)
        await cloud.control('clear-faults', { id: 'refusal' })
      }
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
    ['/me/events', 400],
  ])('%s answers %i', async (path, status) => {
    const reply = await cloud.graph(path)
    expect(reply.status).toBe(status)
  })
})

describe('the contract itself', () => {
  const examples = isObject(documentationExamples) ? valuesOf({ value: documentationExamples.examples ?? [] }) : []

  test('holds for every example of Microsoft’s documentation', () => {
    expect(examples.length).toBe(100)
    const wrong = examples.flatMap((example) => violations(String(example.schema), example.body ?? null))
    expect(wrong).toEqual([])
  })

  test('is served for the most part: at least 100 of its operations', () => {
    const { served, listed } = coverageCounts()
    expect(served, `of ${listed}`).toBeGreaterThanOrEqual(100)
  })
})

test.each(Object.keys(generatedDocuments()))('docs/%s is current', (name) => {
  expect(readFileSync(new URL(`../docs/${name}`, import.meta.url), 'utf8')).toBe(generatedDocuments()[name])
})

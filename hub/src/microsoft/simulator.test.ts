import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readAdminConsent } from './entra/admin-consent.ts'
import { newHandshake } from './entra/authorize.ts'
import { tenancySegment } from './entra/tenancy.ts'
import { DeltaExpired } from './graph/failures.ts'
import {
  applicationsDelta,
  oauth2PermissionGrants,
  servicePrincipalByAppId,
  servicePrincipalsDelta,
} from './graph/reads/applications.ts'
import { appRoleAssignedTo, type ExpandedRelation, servicePrincipalOwners } from './graph/reads/expanded.ts'
import { administrativeUnitMembers, administrativeUnits, groupsDelta } from './graph/reads/groups.ts'
import { organization } from './graph/reads/organization.ts'
import { userDirectoryRoles, usersDelta } from './graph/reads/users.ts'
import { visit } from './testing/page-visitor.ts'
import { callback, ownAppId, secret, sharedAppId, simulatedCloud } from './testing/simulated-cloud.ts'

let cloud: Awaited<ReturnType<typeof simulatedCloud>>
beforeAll(async () => {
  cloud = await simulatedCloud(600)
})
afterAll(() => cloud.close())
afterEach(() => cloud.control('clear-faults', {}))

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = []
  for await (const page of pages) read.push(page)
  return read
}
const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)

const Total = z.object({ total: z.number() })
const Counts = z.object({
  users: Total.extend({ withManager: z.number() }),
  groups: Total,
  memberships: z.number(),
  groupOwners: z.number(),
  applications: z.number(),
  servicePrincipals: z.number(),
  servicePrincipalOwners: z.number(),
  appRoleAssignments: z.number(),
  oauth2PermissionGrants: z.number(),
  administrativeUnits: z.number(),
  administrativeUnitMembers: z.number(),
})
const counts = async () => Counts.parse(await cloud.control('counts'))

describe('the whole directory, read by certificate', () => {
  test('users and managers equal what is there', async () => {
    const pages = await all(cloud.graph.delta(usersDelta()))
    const { users } = await counts()
    expect(pages.flatMap(({ unreadable }) => unreadable)).toEqual([])
    expect(new Set(pages.flatMap(({ objects }) => objects.map(({ id }) => id))).size).toBe(users.total)
    expect(sum(pages.flatMap(({ objects }) => objects.map((user) => user['manager@delta']?.length ?? 0)))).toBe(
      users.withManager,
    )
    expect(pages.map(({ resume }) => resume.kind)).toEqual([...pages.slice(1).map(() => 'next'), 'delta'])
  })

  test('groups, members and owners equal what is there', async () => {
    const objects = (await all(cloud.graph.delta(groupsDelta()))).flatMap((page) => page.objects)
    const { groups, memberships, groupOwners } = await counts()
    expect(new Set(objects.map(({ id }) => id)).size).toBe(groups.total)
    expect(sum(objects.map((group) => group['members@delta']?.length ?? 0))).toBe(memberships)
    expect(sum(objects.map((group) => group['owners@delta']?.length ?? 0))).toBe(groupOwners)
  })

  test('applications, assignments, owners and consents equal what is there', async () => {
    const found = async (pages: AsyncIterable<{ objects: readonly unknown[] }>) =>
      sum((await all(pages)).map(({ objects }) => objects.length))
    const related = async <T>(relation: ExpandedRelation<T>) => {
      const applications = (await all(cloud.graph.page(relation.all))).flatMap(({ objects }) => objects)
      const ofEach = applications.map(async (one) => {
        const whole = relation.relatedIn(one)
        return whole ? whole.objects.length : await found(cloud.graph.page(relation.ofOne(one.id)))
      })
      return sum(await Promise.all(ofEach))
    }
    const there = await counts()
    expect(await found(cloud.graph.delta(servicePrincipalsDelta))).toBe(there.servicePrincipals)
    expect(await found(cloud.graph.delta(applicationsDelta))).toBe(there.applications)
    expect(await related(appRoleAssignedTo)).toBe(there.appRoleAssignments)
    expect(await related(servicePrincipalOwners)).toBe(there.servicePrincipalOwners)
    expect(await found(cloud.graph.page(oauth2PermissionGrants))).toBe(there.oauth2PermissionGrants)
  })

  test('administrative units and their members equal what is there', async () => {
    const units = (await all(cloud.graph.page(administrativeUnits))).flatMap(({ objects }) => objects)
    const members = await Promise.all(units.map(({ id }) => all(cloud.graph.page(administrativeUnitMembers(id)))))
    const there = await counts()
    expect(units).toHaveLength(there.administrativeUnits)
    expect(sum(members.flat().map(({ objects }) => objects.length))).toBe(there.administrativeUnitMembers)
  })

  test('the organization is the tenancy, and an own registration is at home in it', async () => {
    expect((await organization(cloud.graph)).id).toBe(cloud.tenantId)
    expect((await servicePrincipalByAppId(cloud.graph, ownAppId))?.appOwnerOrganizationId).toBe(cloud.tenantId)
  })
})

test('a delta tells who was hired and who left, and nothing else', async () => {
  const before = (await all(cloud.graph.delta(usersDelta()))).at(-1)
  const leaving = before?.objects.at(-1)?.id
  await cloud.control('hire', { givenName: 'Ada', surname: 'Neumann' })
  await cloud.control('leave', { user: leaving, how: 'delete' })
  const [page, ...more] = await all(cloud.graph.delta(usersDelta(), { from: before?.resume.link ?? '' }))
  expect(more).toEqual([])
  expect(page?.objects).toContainEqual(expect.objectContaining({ givenName: 'Ada', surname: 'Neumann' }))
  expect(page?.removed).toEqual([{ id: leaving, reason: 'changed' }])
})

test('a batch reads the members of twenty groups in one request', async () => {
  const groups = [
    ...new Set((await all(cloud.graph.delta(groupsDelta()))).flatMap(({ objects }) => objects.map(({ id }) => id))),
  ].slice(0, 20)
  const before = cloud.meter.total().requests
  const items = groups.map((id) => ({ id, path: `/groups/${id}/members`, query: { $select: ['id'], $top: 999 } }))
  const answers = await cloud.graph.batch(items, { resource: 'members' })
  expect([...answers.keys()].sort()).toEqual([...groups].sort())
  expect([...answers.values()].every(({ ok }) => ok)).toBe(true)
  expect(cloud.meter.total().requests - before).toBe(20)
})

describe('faults of the cloud', () => {
  test.each([
    ['429 with a decimal Retry-After', { status: 429, retryAfter: '1.5' }],
    ['a 503', { status: 503 }],
    ['a reset connection', { reset: true }],
    ['a body cut off', { truncate: true }],
    ['a body that is no JSON', { malformed: true }],
  ])('%s passes, twice', async (_, effect) => {
    await cloud.fault('/organization', effect, 2)
    const before = cloud.meter.total().retries
    expect((await organization(cloud.graph)).id).toBe(cloud.tenantId)
    expect(cloud.meter.total().retries - before).toBe(2)
  })

  test('a token that has expired is renewed', async () => {
    await cloud.fault('/organization', { tokenExpired: true })
    expect((await organization(cloud.graph)).id).toBe(cloud.tenantId)
  })

  test('a delta link that has expired says so', async () => {
    const last = (await all(cloud.graph.delta(usersDelta({ latest: true })))).at(-1)
    await cloud.fault('/users/delta', { deltaExpired: true })
    await expect(all(cloud.graph.delta(usersDelta(), { from: last?.resume.link ?? '' }))).rejects.toThrow(DeltaExpired)
  })
})

describe('signing in and consenting', () => {
  const registration = { clientId: sharedAppId, credential: { kind: 'secret', secret } } as const
  const signIn = async (button: string) => {
    const handshake = newHandshake({ bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) })
    const tenancy = tenancySegment('organizations')
    const url = await cloud.identity.authorizationUrl({
      tenancy,
      clientId: sharedAppId,
      redirectUri: callback,
      handshake,
    })
    const { leftFor } = await visit(url, [button, 'Accept'])
    return cloud.identity.redeem({
      tenancy,
      registration,
      redirectUri: callback,
      handshake,
      callback: leftFor.searchParams,
    })
  }

  test('an administrator signs in through organizations, with the roles held', async () => {
    const result = await signIn(`admin@${cloud.domain}`)
    expect(result).toMatchObject({
      kind: 'signed_in',
      person: { tenantId: cloud.tenantId, preferredUsername: `admin@${cloud.domain}` },
    })
    if (result.kind !== 'signed_in') return
    const held = await userDirectoryRoles(cloud.graph, result.person.objectId)
    expect(held).toContain('62e90394-69f5-4237-9190-012177145e10')
    expect(result.person.directoryRoleTemplateIds).toEqual(expect.arrayContaining(held))
  })

  test('without consent there is no token; with it there is, with the roles; withdrawn, there is none', async () => {
    const token = () => cloud.identity.clientCredentials(registration, cloud.tenantId)
    const consent = cloud.identity.adminConsentUrl({
      tenancy: tenancySegment(cloud.tenantId),
      clientId: sharedAppId,
      redirectUri: callback,
      state: 'the state',
    })
    const { leftFor } = await visit(consent, [`admin@${cloud.domain}`, 'Accept'])
    expect(readAdminConsent(leftFor.searchParams)).toMatchObject({
      kind: 'consented',
      state: 'the state',
      tenantId: cloud.tenantId,
    })
    expect(await token()).toMatchObject({
      kind: 'token',
      token: { roles: expect.arrayContaining(['Directory.Read.All']) },
    })
    await cloud.control('remove-consent', { appId: sharedAppId })
    expect(await token()).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'application_removed', again: 'reauthorise' },
    })
  })

  test('a declined consent is told as such', async () => {
    const consent = cloud.identity.adminConsentUrl({
      tenancy: tenancySegment(cloud.tenantId),
      clientId: sharedAppId,
      redirectUri: callback,
      state: 'the state',
    })
    const { leftFor } = await visit(consent, [`admin@${cloud.domain}`, 'Cancel'])
    expect(readAdminConsent(leftFor.searchParams)).toMatchObject({
      kind: 'denied',
      refusal: { reason: 'consent_declined' },
    })
  })

  test('each refusal of the identity platform has its reason', async () => {
    const ask = (value: string) =>
      cloud.identity.clientCredentials(cloud.withCredential({ kind: 'secret', secret: value }), cloud.tenantId)
    expect(await ask('another')).toMatchObject({ refusal: { reason: 'secret_invalid' } })
    await cloud.control('fault', { times: 1, identity: { aadsts: 53_003, endpoint: 'token' } })
    expect(await ask(secret)).toMatchObject({ refusal: { reason: 'conditional_access' } })
    await cloud.control('expire-secret', { appId: ownAppId })
    expect(await ask(secret)).toMatchObject({ refusal: { reason: 'secret_expired' } })
    expect(await cloud.identity.clientCredentials(cloud.registration, cloud.tenantId)).toMatchObject({
      refusal: { reason: 'certificate_rejected' },
    })
  })
})

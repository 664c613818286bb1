import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CredentialRefused, organization, usageMeter } from '../../microsoft/index.ts'
import { ConnectionStep, ConnectionTest, ConsentBegun } from './model.ts'
import { asAdministrator, connect, connected, follow, pages, post, show } from './testing/consent.ts'
import { type Installation, installation, type Owner, refusalOf } from './testing/installation.ts'

let atrium: Installation
let owner: Owner
let connectionId: string
beforeAll(async () => {
  atrium = await installation()
})
afterAll(() => atrium.close())

beforeEach(async () => {
  owner = await atrium.newOrganisation()
  connectionId = connected(await connect(atrium, owner, atrium.tenancies.small))
  await note({ kind: 'read', resources: ['users'] })
})
afterEach(async () => {
  await atrium.control('clear-faults', {})
  await atrium.sql('delete from tenancy_binding')
})

const note = (outcome: Parameters<Installation['connections']['reader']['note']>[2]) =>
  atrium.connections.reader.note(owner.principal.organisationId, connectionId, outcome)
const open = () => atrium.connections.reader.open(owner.principal.organisationId, connectionId)
const applicationId = async () => (await show(atrium, owner, connectionId)).grants[0]?.applicationId ?? ''
const withdraw = async () =>
  atrium.control('remove-consent', { tenantId: atrium.tenancies.small.tenantId, appId: await applicationId() })
const reauthorise = async () => {
  const begun = ConsentBegun.parse(await atrium.call(owner, 'connections.reauthorize', { connectionId }))
  const buttons = asAdministrator(atrium.tenancies.small)
  return follow(atrium, owner, await post(atrium, owner, await pages(begun.url, buttons)), buttons)
}
const testNow = async () => ConnectionTest.parse(await atrium.call(owner, 'connections.test', { connectionId }))

/** What a sync does: opens the connection, reads, and notes a refusal. */
async function sync(): Promise<'read' | 'refused' | 'closed'> {
  const opened = await open()
  if (opened.kind === 'closed') return 'closed'
  const graph = opened.graph('directory-read', usageMeter())
  if (!graph) return 'closed'
  try {
    await organization(graph)
    return 'read'
  } catch (error) {
    if (!(error instanceof CredentialRefused)) throw error
    const { refusal } = error
    await note({ kind: 'credential_refused', pack: 'directory-read', refusal })
    return 'refused'
  }
}

describe('the test of a connection', () => {
  test('tells token, Graph, latencies, roles and the clock', async () => {
    const { passed, clockSkewMs, grants, connection } = await testNow()
    expect(passed).toBe(true)
    expect(Math.abs(clockSkewMs ?? Number.NaN)).toBeLessThan(5_000)
    expect(grants).toMatchObject([{ token: { ok: true }, graph: { ok: true }, missing: [], excess: [] }])
    expect(grants[0]?.token.latencyMs).toBeGreaterThanOrEqual(0)
    expect(grants[0]?.rolesFound).toContain('User.Read.All')
    expect(connection.state).toBe('connected')
  })

  test('names a permission that was taken away, and how to grant it again', async () => {
    const { small } = atrium.tenancies
    for (const permission of ['Directory.Read.All', 'GroupMember.Read.All'])
      await atrium.control('remove-consent', { tenantId: small.tenantId, appId: await applicationId(), permission })
    const { passed, grants, connection, regrant } = await testNow()
    expect(passed).toBe(false)
    expect(grants[0]?.missing).toEqual(['GroupMember.Read.All', 'Directory.Read.All'])
    expect(connection).toMatchObject({ state: 'degraded', reasons: [{ code: 'permissions_missing' }] })
    expect(regrant.operation).toBe('connections.reauthorize')
    expect(connected(await reauthorise())).toBe(connectionId)
    expect((await testNow()).connection).toMatchObject({ state: 'connected' })
  })

  test('conditional access in the way closes it; once it is allowed, a test opens it and the sync wakes', async () => {
    await atrium.control('fault', { times: 1, identity: { aadsts: 53_003, endpoint: 'token' } })
    expect((await testNow()).connection).toMatchObject({
      state: 'needs_reauthorization',
      reasons: [{ code: 'conditional_access' }],
    })
    expect(await sync()).toBe('closed')
    const before = atrium.syncs.length
    expect((await testNow()).connection).toMatchObject({ state: 'connected', reasons: [] })
    expect(atrium.syncs.length).toBe(before + 1)
  })

  test('a service that is away for a moment changes nothing', async () => {
    await atrium.control('fault', { times: 1, identity: { aadsts: 90_033, endpoint: 'token' } })
    const { passed, connection } = await testNow()
    expect(passed).toBe(false)
    expect(connection.state).toBe('connected')
  })
})

describe('consent withdrawn at Microsoft', () => {
  test('is noticed at the next call, never tried again, and consent renews the same connection', async () => {
    expect(await sync()).toBe('read')
    await withdraw()
    // Graph answers 401 to the token in memory, and no new one is given
    expect(await sync()).toBe('refused')
    expect(await show(atrium, owner, connectionId)).toMatchObject({
      state: 'needs_reauthorization',
      reasons: [{ code: 'application_removed', pack: 'directory-read' }],
    })
    expect(
      atrium.news.filter(({ name }) => name === 'connections.needs-reauthorization').at(-1)?.payload,
    ).toMatchObject({
      connectionId,
    })
    expect(await sync()).toBe('closed')
    expect(await open()).toMatchObject({ kind: 'closed', reason: 'application_removed' })

    expect(connected(await reauthorise())).toBe(connectionId)
    expect(await show(atrium, owner, connectionId)).toMatchObject({ state: 'connected', reasons: [] })
    expect(await sync()).toBe('read')
  })

  test('a passing refusal closes nothing', async () => {
    const refusal = { reason: 'throttled', again: 'retry', sentence: '', next: '' } as const
    await note({ kind: 'credential_refused', pack: 'directory-read', refusal })
    expect(await show(atrium, owner, connectionId)).toMatchObject({ state: 'connected' })
  })

  test('a resource that Graph denies degrades, until a test', async () => {
    await note({ kind: 'permission_missing', resource: 'groups' })
    await note({ kind: 'permission_missing', resource: 'groups' })
    expect(await show(atrium, owner, connectionId)).toMatchObject({ state: 'degraded' })
    expect((await testNow()).connection.state).toBe('connected')
  })
})

describe('authorising again', () => {
  test('with another tenancy is refused', async () => {
    const begun = ConsentBegun.parse(await atrium.call(owner, 'connections.reauthorize', { connectionId }))
    const step = await post(atrium, owner, await pages(begun.url, asAdministrator(atrium.tenancies.large)))
    expect(step).toMatchObject({ next: 'refused', reason: 'wrong_tenancy', connectionId })
    expect(await show(atrium, owner, connectionId)).toMatchObject({ state: 'connected' })
  })

  test('a further pack is one more consent', async () => {
    const input = { connectionId, pack: 'sign-in-activity' }
    const first = ConnectionStep.parse(await atrium.call(owner, 'connections.enable-pack', input))
    const step = await follow(atrium, owner, first, asAdministrator(atrium.tenancies.small))
    expect(step).toMatchObject({ next: 'connected', connectionId })
    const opened = await open()
    expect(opened.kind === 'ready' && opened.roles('sign-in-activity')).toContain('AuditLog.Read.All')
  })
})

describe('revoking', () => {
  test('while a further pack is being consented to: that consent revives nothing', async () => {
    const input = { connectionId, pack: 'sign-in-activity' }
    const first = ConnectionStep.parse(await atrium.call(owner, 'connections.enable-pack', input))
    if (first.next !== 'redirect') throw new Error(JSON.stringify(first))
    const buttons = asAdministrator(atrium.tenancies.small)
    const asked = await post(atrium, owner, await pages(first.url, buttons))
    if (asked.next !== 'redirect') throw new Error(JSON.stringify(asked))
    const answer = await pages(asked.url, buttons)
    await atrium.call(owner, 'connections.revoke', { connectionId })
    expect(await post(atrium, owner, answer)).toMatchObject({ next: 'refused' })
    expect(await show(atrium, owner, connectionId)).toMatchObject({ state: 'revoked' })
  })

  test('destroys what is sealed, releases the tenancy, keeps the rest readable', async () => {
    const revoked = await atrium.call(owner, 'connections.revoke', { connectionId })
    expect(revoked).toMatchObject({
      state: 'revoked',
      tenancy: { tenantId: null, defaultDomain: atrium.tenancies.small.domain },
      grants: [{ applicationId: null, credential: 'none' }],
    })
    const sealed = await atrium.sql(
      'select sealed_tenant_id from connection where connection_id = $1 union all select sealed_client_id from connection_grant where connection_id = $1 union all select sealed_credential from connection_grant where connection_id = $1',
      [connectionId],
    )
    expect(sealed.every((row) => Object.values(row).every((value) => value === null))).toBe(true)
    expect(await atrium.sql('select from tenancy_binding where connection_id = $1', [connectionId])).toEqual([])
    expect(await sync()).toBe('closed')
    expect(await refusalOf(testNow())).toBe('connection_revoked')
    expect(await refusalOf(atrium.call(owner, 'connections.configure', { connectionId, name: 'x' }))).toBe(
      'connection_revoked',
    )
    // again changes nothing
    expect(await atrium.call(owner, 'connections.revoke', { connectionId })).toEqual(revoked)
  })

  test('ends a run that is under way at its next token', async () => {
    const opened = await open()
    if (opened.kind === 'closed') throw new Error(opened.reason)
    const graph = opened.graph('directory-read', usageMeter())
    await atrium.call(owner, 'connections.revoke', { connectionId })
    await expect(graph && organization(graph)).rejects.toMatchObject({ kind: 'credential_refused' })
  })

  test('connecting again, after the application was removed too, keeps the connection and its first import', async () => {
    const { firstImportedAt } = await show(atrium, owner, connectionId)
    await withdraw()
    await atrium.call(owner, 'connections.revoke', { connectionId })
    expect(connected(await connect(atrium, owner, atrium.tenancies.small))).toBe(connectionId)
    expect(await show(atrium, owner, connectionId)).toMatchObject({
      state: 'connected',
      firstImportedAt,
      revokedAt: null,
    })
  })

  test('another tenancy does not take its place', async () => {
    await atrium.call(owner, 'connections.revoke', { connectionId })
    expect(await connect(atrium, owner, atrium.tenancies.large)).toMatchObject({
      next: 'refused',
      reason: 'wrong_tenancy',
    })
  })
})

test('configuring changes what is given and leaves the rest', async () => {
  const changed = await atrium.call(owner, 'connections.configure', { connectionId, scheduleMinutes: 60 })
  expect(changed).toMatchObject({ scheduleMinutes: 60, guardAtLeast: 25, guardPercent: 5 })
  expect(await open()).toMatchObject({ kind: 'ready', scheduleMinutes: 60, guard: { atLeast: 25, percent: 5 } })
  const wrong = atrium.call(owner, 'connections.configure', { connectionId, scheduleMinutes: 1 })
  expect(await refusalOf(wrong)).toBe('invalid_input')
})

test('another organisation’s connection and one that never was are the same to everybody else', async () => {
  const stranger = await atrium.newOrganisation()
  for (const operation of [
    'show',
    'permissions',
    'test',
    'configure',
    'revoke',
    'reauthorize',
    'disable-pack',
    'enable-pack',
  ])
    for (const id of [connectionId, '0197b000-0000-7000-8000-000000000000']) {
      const input = { connectionId: id, pack: 'evidence' }
      expect(await refusalOf(atrium.call(stranger, `connections.${operation}`, input)), operation).toBe('not_found')
    }
  expect(await atrium.call(stranger, 'connections.list')).toMatchObject({ items: [], nextCursor: null })
  expect(await atrium.call(owner, 'connections.list')).toMatchObject({ items: [{ connectionId }], nextCursor: null })
})

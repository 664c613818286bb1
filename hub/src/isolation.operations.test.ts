import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { findLeaks, idFields, type Person, type TestHub, testHub } from '../testing/index.ts'
import { answerOf, connectByConsent, connectOwn, imported } from '../testing/whole/connect.ts'
import { type SimulatedMicrosoft, simulatedMicrosoft } from '../testing/whole/microsoft.ts'
import { systemPorts } from './microsoft/index.ts'

/** What Microsoft names, and what is nobody's: no answer about them can tell of another organisation here. */
const notOurs: Record<string, string> = {
  'connections.connect-own applicationId': 'the client id of an application at Microsoft',
  'account.remove-passkey passkeyId': 'no UUID; see the last tests',
  'activities.list subjectId': 'no UUID for every kind of subject; see the last tests',
}

let microsoft: SimulatedMicrosoft
let hub: TestHub
let victim: Person
let stranger: Person
/** ids of other organisations than the stranger's, by the name of the field that takes such an id */
let theirs: Record<string, string[]>
beforeAll(async () => {
  microsoft = simulatedMicrosoft(120)
  const sleep = async (_: number, signal?: AbortSignal) => signal?.throwIfAborted()
  hub = await testHub({ microsoft: microsoft.start, work: true, microsoftPorts: { ...systemPorts, sleep } })
  victim = await hub.asOwner()
  const connectionId = await connectByConsent(victim, microsoft.tenancy('large'))
  const runId = await imported(victim, connectionId)
  await victim.apiKey()

  stranger = await hub.newOrganisation('Strangers')
  const clientSecret = 'the secret of the strangers'
  const small = microsoft.tenancy('small')
  const applicationId = await microsoft.ownApplication(small, { secret: clientSecret })
  await imported(stranger, await connectOwn(stranger, small, { applicationId, clientSecret }))

  // a third organisation asks the first one for its tenancy
  const asking = await hub.newOrganisation('Asking')
  await expect(connectByConsent(asking, microsoft.tenancy('large'))).rejects.toThrow(/not connected/)

  const [member] = await idsOf(victim, '/v1/members', 'accountId')
  theirs = {
    connectionId: [connectionId],
    runId: [runId],
    afterRunId: [runId],
    personId: await idsOf(victim, '/v1/people', 'id'),
    managerId: await idsOf(victim, '/v1/people', 'id'),
    groupId: await idsOf(victim, '/v1/groups', 'id'),
    groupIds: await idsOf(victim, '/v1/groups', 'id'),
    applicationId: await idsOf(victim, '/v1/applications', 'id'),
    administrativeUnitId: await idsOf(victim, '/v1/administrative-units', 'id'),
    administrativeUnitIds: await idsOf(victim, '/v1/administrative-units', 'id'),
    subjectId: await idsOf(victim, '/v1/people', 'id'),
    actorId: [victim.accountId],
    accountId: [victim.accountId, ...(member ? [member] : [])],
    organisationId: [victim.organisationId, asking.organisationId],
    apiKeyId: await idsOf(victim, '/v1/api-keys', 'apiKeyId'),
    sessionId: await idsOf(victim, '/v1/sessions', 'sessionId'),
    tenancyRequestId: await idsOf(victim, '/v1/tenancy-requests', 'tenancyRequestId'),
  }
})
afterAll(async () => {
  await hub.close()
  await microsoft.close()
})

async function idsOf(person: Person, path: string, field: string): Promise<string[]> {
  const Listed = z.object({ items: z.array(z.looseObject({ [field]: z.string() })).min(1) })
  const { items } = Listed.parse(await answerOf(person, 'GET', `${path}?limit=1`))
  return items.map((item) => String(item[field]))
}

test('for every field that takes an id there is one of another organisation', () => {
  const missing = hub.app.operations.flatMap((operation) =>
    idFields(operation)
      .filter((field) => !theirs[field]?.length && !notOurs[`${operation.name} ${field}`])
      .map((field) => `${operation.name} ${field}`),
  )
  expect(missing).toEqual([])
})

test('a field named like an id is one, or known to be none', () => {
  const others = hub.app.operations.flatMap((operation) => {
    const shape = operation.input instanceof z.ZodObject ? Object.keys(operation.input.shape) : []
    const ids = idFields(operation)
    return shape.filter((name) => /Ids?$/.test(name) && !ids.includes(name)).map((name) => `${operation.name} ${name}`)
  })
  expect(others.filter((one) => !notOurs[one])).toEqual([])
})

test('no operation tells another organisation’s id from one that never was', async () => {
  const all = [...new Set(Object.values(theirs).flat())]
  // either a secret or a certificate, which its schema cannot say
  const inputs = { 'connections.replace-credential': { clientSecret: 'another secret' } }
  const { findings, asked } = await findLeaks(stranger, hub.app.operations, all, inputs)
  expect(findings).toEqual([])
  expect(asked).toBeGreaterThan(30 * all.length)
})

test('nor another organisation’s subject of activities', async () => {
  const activities = (subjectId: string | undefined) =>
    answerOf(stranger, 'GET', `/v1/activities?subjectId=${subjectId}`)
  expect(await activities(theirs.subjectId?.[0])).toEqual(await activities(victim.organisationId))
})

test('nor another person’s passkey', async () => {
  const database = new pg.Client({ connectionString: hub.adminUrl, application_name: 'tests: a passkey' })
  await database.connect()
  await database.query(
    `insert into passkey (account_id, credential_id, public_key, counter, transports, name, created_at)
     values ($1, 'dGhlaXJz', '\\x00', 0, '{}', 'Theirs', now())`,
    [victim.accountId],
  )
  const remove = async (passkeyId: string) => {
    const response = await stranger.ask(`/v1/account/passkeys/${passkeyId}`, { method: 'DELETE' })
    return [response.status, (await response.text()).replace(/"requestId":"[^"]*"/, '').replaceAll(passkeyId, 'the id')]
  }
  expect(await remove('dGhlaXJz')).toEqual(await remove('bm9ib2R5'))
  expect((await database.query('select from passkey')).rowCount).toBe(1)
  await database.end()
})

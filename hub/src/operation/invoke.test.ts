import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '../../testing/index.ts'
import { AtriumError } from '../kernel/errors.ts'
import { idSource } from '../kernel/ids.ts'
import { systemRandom } from '../kernel/random.ts'
import { systemClock } from '../kernel/time.ts'
import { connectDatabase, type Database } from '../platform/database/database.ts'
import { statement } from '../platform/database/statement.ts'
import { createLog } from '../platform/log/log.ts'
import type { Principal } from './context.ts'
import { operation } from './define.ts'
import { type Call, follow, invoke } from './invoke.ts'
import type { ApprovalGate, AuditEntry } from './ports.ts'
import { createRuntime, type Runtime } from './runtime.ts'
import type { Scope } from './scopes.ts'

const organisationId = '01900000-0000-7000-8000-00000000000a'
let testing: TestDatabase
let database: Database
let runtime: Runtime
const audited: AuditEntry[] = []
let approval: ApprovalGate
let scopes: Scope[] = []

beforeAll(async () => {
  testing = await testDatabase()
  database = connectDatabase(testing.applicationUrl)
  await database.write({ organisationId }, (writer) => writer.run(begin, { id: organisationId }))
})
afterAll(async () => {
  await database.close()
  await testing.drop()
})
beforeEach(() => {
  audited.length = 0
  scopes = ['organisation:write', 'organisation:read']
  approval = { decide: async () => ({ need: 'none' }) }
  const newId = idSource(systemClock, systemRandom)
  runtime = createRuntime({
    database,
    jobs: { enqueue: async () => undefined, work: async () => undefined, stop: async () => undefined },
    clock: systemClock,
    random: systemRandom,
    newId,
    log: createLog({ level: 'silent' }),
    cursorKey: systemRandom.bytes(32),
    ports: {
      authenticate: async ({ bearer }): Promise<Principal | undefined> =>
        bearer === undefined ? undefined : { kind: 'api_key', id: bearer, organisationId, scopes },
      approval: { decide: (reader, call) => approval.decide(reader, call) },
      writeAudit: async (_, entry) => void audited.push(entry),
      writeNews: async () => undefined,
      idempotency: { claim: async () => undefined, keep: async () => undefined },
    },
  })
})

const begin = statement<{ id: string }, unknown>(`
  insert into organisation (organisation_id, name, created_at) values (:id, 'Before', now())`)
const rename = statement<{ name: string }, unknown>('update organisation set name = :name')
const nameOf = statement<object, { name: string }>('select name from organisation')

const call = (input: unknown, more: Partial<Call> = {}): Call => ({
  credentials: { address: '192.0.2.1', bearer: 'key' },
  input,
  requestId: 'request',
  ...more,
})
const nobody = { credentials: { address: '192.0.2.1' } }
const currentName = () => database.read({ organisationId }, async (reader) => (await reader.first(nameOf, {}))?.name)

const Named = z.object({ name: z.string() }).meta({ id: 'InvokeTestNamed' })
const renameOperation = operation({
  name: 'test.rename',
  summary: 'Rename',
  kind: 'command',
  effect: 'reversible',
  route: 'POST /v1/test',
  scope: 'organisation:write',
  input: z.object({ name: z.string().min(1) }),
  output: Named,
  errors: [],
  subject: () => ({ type: 'organisation', id: organisationId }),
  audit: ({ name }) => ({ name }),
  plan: async ({ name }) => ({ name }),
  async run({ transaction }, { name }) {
    await transaction.run(rename, { name })
    if (name === 'fail') throw new AtriumError('conflict', { reason: 'because' })
    return name === 'wrong answer' ? ({ title: name } as unknown as { name: string }) : { name }
  },
})

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: AtriumError) => error.code,
  )

describe('a command', () => {
  test('does its work and its audit entry together', async () => {
    expect(await invoke(runtime, renameOperation, call({ name: 'After' }))).toEqual({ name: 'After' })
    expect(await currentName()).toBe('After')
    expect(audited).toMatchObject([
      { operation: 'test.rename', outcome: 'done', facts: { name: 'After' }, address: '192.0.2.1' },
    ])
  })

  test('that has nothing to tell leaves no entry', async () => {
    const silent = operation({ ...renameOperation, audit: () => undefined })
    expect(await invoke(runtime, silent, call({ name: 'Silent' }))).toEqual({ name: 'Silent' })
    expect(audited).toEqual([])
  })

  test('that is refused leaves nothing but the refusal in the audit log', async () => {
    const before = await currentName()
    expect(await refusalOf(invoke(runtime, renameOperation, call({ name: 'fail' })))).toBe('conflict')
    expect(await currentName()).toBe(before)
    expect(audited).toMatchObject([{ outcome: 'refused', reason: 'conflict', facts: { reason: 'because' } }])
  })

  test('whose answer does not fit its schema is rolled back', async () => {
    const before = await currentName()
    expect(await refusalOf(invoke(runtime, renameOperation, call({ name: 'wrong answer' })))).toBe('internal')
    expect(await currentName()).toBe(before)
    expect(audited).toMatchObject([{ outcome: 'failed', reason: 'internal' }])
  })

  test.each([
    ['input that does not fit', call({ name: '' }), 'invalid_input', 1],
    [
      'a caller without the scope',
      call({ name: 'x' }, { principal: { kind: 'api_key', id: 'k', organisationId, scopes: [] } }),
      'forbidden',
      1,
    ],
    ['nobody', call({ name: 'x' }, nobody), 'unauthenticated', 0],
  ])('is refused to %s', async (_, made, code, entries) => {
    expect(await refusalOf(invoke(runtime, renameOperation, made))).toBe(code)
    expect(audited).toHaveLength(entries)
  })

  test('waits for an approval of the very plan where one is needed', async () => {
    const approved = new Set<string>()
    approval = {
      decide: async (_, { planHash }) =>
        approved.has(planHash) ? { need: 'none' } : { need: 'approval', requestId: planHash },
    }
    const before = await currentName()
    const asked = await invoke(runtime, renameOperation, call({ name: 'Planned' })).catch((error: AtriumError) => error)
    expect(asked).toMatchObject({ code: 'approval_required' })
    expect(await currentName()).toBe(before)
    approved.add((asked as AtriumError).details.reason ?? '')
    expect(await refusalOf(invoke(runtime, renameOperation, call({ name: 'Another' })))).toBe('approval_required')
    expect(await invoke(runtime, renameOperation, call({ name: 'Planned' }))).toEqual({ name: 'Planned' })
  })
})

test('a query cannot write, whatever it tries', async () => {
  const sly = operation({
    name: 'test.sly',
    summary: 'Write in a query',
    kind: 'query',
    route: 'GET /v1/test',
    scope: 'organisation:read',
    input: z.object({}),
    output: Named,
    errors: [],
    async run({ reader }) {
      await reader.rows(rename, { name: 'sly' })
      return { name: 'sly' }
    },
  })
  await expect(invoke(runtime, sly, call({}))).rejects.toThrow(/read-only/)
})

test('a probe reaches out with no transaction open, then records', async () => {
  const order: string[] = []
  const probe = operation({
    name: 'test.probe',
    summary: 'Reach out',
    kind: 'probe',
    effect: 'none',
    route: 'POST /v1/test-probe',
    scope: 'organisation:write',
    input: z.object({}),
    output: Named,
    errors: [],
    subject: () => undefined,
    audit: () => ({}),
    prepare: async ({ reader }) => {
      order.push('prepare')
      return (await reader.first(nameOf, {}))?.name ?? ''
    },
    reach: async (context, name) => {
      order.push(`reach ${'reader' in context || 'transaction' in context ? 'inside' : 'outside'}`)
      return `${name} reached`
    },
    record: async (_, name) => {
      order.push('record')
      return { name }
    },
  })
  const before = await currentName()
  expect(await invoke(runtime, probe, call({}))).toEqual({ name: `${before} reached` })
  expect(order).toEqual(['prepare', 'reach outside', 'record'])
})

test('a stream is authorised again at each wake-up, and tells only what changed', async () => {
  const stream = operation({
    name: 'test.stream',
    summary: 'Follow the name',
    kind: 'stream',
    route: 'GET /v1/test-stream',
    scope: 'organisation:read',
    input: z.object({}),
    output: Named,
    errors: [],
    read: async ({ reader }) => ({ item: { name: (await reader.first(nameOf, {}))?.name ?? '' }, last: false }),
  })
  async function* wakes() {
    yield 'at once'
    yield 'nothing moved'
    await invoke(runtime, renameOperation, call({ name: 'Streamed' }))
    yield 'renamed'
    scopes = []
    yield 'after the scope was taken away'
  }
  const seen: unknown[] = []
  const reading = (async () => {
    for await (const item of follow(runtime, stream, call({}), wakes)) seen.push(item)
  })()
  await expect(reading).rejects.toMatchObject({ code: 'forbidden' })
  expect(seen.at(-1)).toEqual({ name: 'Streamed' })
  expect(seen).toHaveLength(2)
})

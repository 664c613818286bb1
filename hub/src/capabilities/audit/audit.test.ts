import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type AuditedLog, acme, auditedLog, exportText, rival } from '../../../testing/audited-log.ts'
import { hours, minutes, seconds } from '../../kernel/time.ts'
import { statement } from '../../platform/database/statement.ts'
import { AuditCheckpoint, AuditEntry } from './model.ts'

const Page = z.object({ items: z.array(AuditEntry), nextCursor: z.string().nullable() })
const seals = statement<object, { position: number; id: string }>(
  'select position, audit_entry_id as id from audit_seal order by position',
)
const entryCount = statement<object, { count: number }>('select count(*) as count from audit_entry')

let log: AuditedLog
beforeAll(async () => {
  log = await auditedLog()
})
afterAll(() => log.close())

const list = async (input: object, organisationId = acme) =>
  Page.parse(await log.call('audit.list', input, organisationId))
const head = async (organisationId = acme) => AuditCheckpoint.parse(await log.call('audit.head', {}, organisationId))

test('an entry is there at once, and sealed once the sealer ran', async () => {
  await log.write(acme, { operation: 'people.one', facts: { name: 'Zoë', count: 3, tags: ['a', 'b'], none: null } })
  const [waiting] = (await list({ operation: 'people.one' })).items
  expect(waiting).toMatchObject({ operation: 'people.one', position: null, hash: null, actor: { kind: 'api_key' } })
  expect(waiting?.facts).toEqual([
    { name: 'name', value: 'Zoë' },
    { name: 'count', value: '3' },
    { name: 'tags', value: '["a","b"]' },
    { name: 'none', value: 'null' },
  ])
  await log.seal(acme)
  const [sealed] = (await list({ operation: 'people.one' })).items
  expect(sealed?.position).toBe(1)
  expect(await head()).toMatchObject({ count: 1, head: sealed?.hash, unsealed: 0 })
})

test('each entry wakes the sealer of its organisation, once per waiting job', async () => {
  await log.write(rival)
  expect(log.enqueued.at(-1)).toMatchObject({ payload: { organisationId: rival }, options: { key: rival } })
})

test('what cannot be carried in JSON is audited all the same', async () => {
  await log.write(acme, {
    operation: 'odd',
    subject: { type: 'x', id: 'a\0b\uD800c' },
    facts: { long: 'é'.repeat(9_000) },
  })
  const [odd] = (await list({ operation: 'odd' })).items
  expect(odd?.subject?.id).toBe('a\uFFFDb\uFFFDc')
  expect(odd?.facts[0]?.value).toHaveLength(4_001)
  await log.seal(acme)
})

test('a fact that is no JSON number fails what it belongs to', async () => {
  await expect(log.write(acme, { facts: { latencyMs: Number.NaN } })).rejects.toThrow(/latencyMs is NaN/)
})

test('an entry that commits late, with an older id, is sealed after what overtook it', async () => {
  const before = (await head()).count
  await log.transact({ organisationId: acme }, async (slow) => {
    await log.write(acme, { operation: 'slow' }, slow)
    await log.write(acme, { operation: 'fast' })
    log.enqueued.length = 0
    await log.seal(acme)
    expect((await list({ operation: 'fast' })).items[0]?.position).toBe(before + 1)
  })
  const again = log.enqueued.find(({ payload }) => payload.mark !== undefined)
  expect(again?.options.startAfter, 'the sealer saw a transaction under way and comes again').toEqual(
    new Date(log.clock.now().getTime() + seconds(1)),
  )
  // other files' transactions run on the same server, so how often it comes again is not ours to say
  do {
    log.enqueued.length = 0
    await log.seal(acme, { mark: again?.payload.mark ?? '' })
  } while (log.enqueued.some(({ payload }) => payload.mark !== undefined))
  expect((await list({ operation: 'slow' })).items[0]?.position).toBe(before + 2)
})

test('sealers that run at the same time make one chain without gaps', async () => {
  for (let index = 0; index < 40; index += 1) await log.write(rival, { requestId: `r-${index}` })
  await Promise.all([log.seal(rival), log.seal(rival), log.seal(rival)])
  await log.seal(rival)
  const rows = await log.database.read({ organisationId: rival }, (reader) => reader.rows(seals, {}))
  const entries = await log.database.read({ organisationId: rival }, (reader) => reader.first(entryCount, {}))
  expect(rows.map(({ position }) => position)).toEqual(rows.map((_, index) => index + 1))
  expect(rows).toHaveLength(entries?.count ?? -1)
})

test('a public call is audited where the organisation was found out, and nowhere otherwise', async () => {
  const publicEntry = { operation: 'connections.callback', principal: { kind: 'public' } } as const
  await log.transact({}, async (transaction) => {
    await log.write(acme, publicEntry, transaction)
    await transaction.actAs({ organisationId: acme })
    await log.write(acme, publicEntry, transaction)
  })
  const { items } = await list({ operation: 'connections.callback' })
  expect(items.map(({ actor }) => actor)).toEqual([{ kind: 'public', id: null, sessionId: null }])
})

test('entries can be neither changed nor deleted, nor taken out of the chain', async () => {
  for (const sql of [
    'update audit_entry set at = now()',
    'delete from audit_entry',
    'delete from audit_seal',
    'update audit_seal set position = 1',
  ]) {
    const tampering = statement<object, unknown>(sql)
    await expect(log.database.write({ organisationId: acme }, (writer) => writer.run(tampering, {}))).rejects.toThrow(
      /permission denied/,
    )
  }
})

test('the list filters by actor, operation, subject, outcome and time, newest first, page by page', async () => {
  const sessionPrincipal = {
    kind: 'session',
    id: 's-1',
    accountId: 'a-1',
    organisationId: acme,
    role: 'owner',
    scopes: [],
  } as const
  const start = new Date(log.clock.now().getTime() + minutes(1))
  for (let index = 0; index < 5; index += 1) {
    log.clock.advance(minutes(1))
    await log.write(acme, {
      operation: 'filtered',
      principal: sessionPrincipal,
      subject: { type: 'person', id: `p-${index % 2}` },
      outcome: index === 4 ? 'refused' : 'done',
      ...(index === 4 && { reason: 'forbidden' }),
    })
  }
  const pages: string[][] = []
  for (let cursor: string | null = null; ; ) {
    const page: z.output<typeof Page> = await list({ actor: 'a-1', limit: 2, ...(cursor !== null && { cursor }) })
    pages.push(page.items.map(({ at }) => at))
    cursor = page.nextCursor
    if (cursor === null) break
  }
  expect(pages.map((page) => page.length)).toEqual([2, 2, 1])
  expect(pages.flat()).toEqual([...pages.flat()].sort().reverse())
  expect((await list({ operation: 'filtered', subject: 'p-1' })).items).toHaveLength(2)
  expect((await list({ operation: 'filtered', outcome: 'refused' })).items[0]?.reason).toBe('forbidden')
  const to = new Date(start.getTime() + minutes(2)).toISOString()
  expect((await list({ operation: 'filtered', from: start.toISOString(), to })).items).toHaveLength(2)
})

test('nobody sees another organisation’s log, and nobody without the scope sees any', async () => {
  expect((await list({ operation: 'filtered' }, rival)).items).toEqual([])
  await expect(log.call('audit.list', {}, acme, ['directory:read'])).rejects.toMatchObject({ code: 'forbidden' })
})

test('the export is the same text whatever the size of its pages', async () => {
  await log.seal(acme)
  const whole = await exportText(log, { limit: 500 })
  for (const limit of [1, 2, 3, 7]) expect(await exportText(log, { limit })).toBe(whole)
})

test('the export ends at the head that it began with, and reports what came later', async () => {
  const { count } = await head()
  const first = z.object({ nextCursor: z.string() }).parse(await log.call('audit.export', { limit: 1 }))
  await log.write(acme)
  await log.seal(acme)
  await log.write(acme)
  const rest = z
    .object({ items: z.array(z.unknown()) })
    .parse(await log.call('audit.export', { limit: 500, cursor: first.nextCursor }))
  expect(AuditCheckpoint.parse(rest.items.at(-1))).toMatchObject({ count, unsealed: 2 })
  await log.seal(acme)
})

test('an export from beyond the head is refused with how far it reaches', async () => {
  const { count } = await head()
  await expect(log.call('audit.export', { from: count + 2 })).rejects.toMatchObject({ code: 'invalid_input' })
})

test('checkpoints leave the database at most once an hour, on demand at once, and are logged', async () => {
  await log.seal(acme)
  const lines = async () => (await log.checkpointFile(acme)).trimEnd().split('\n')
  const before = (await lines()).length
  await log.write(acme)
  log.enqueued.length = 0
  await log.seal(acme)
  expect(await lines()).toHaveLength(before)
  expect(log.enqueued.at(-1)?.options.key, 'one is due later').toBe(`${acme}:checkpoint`)
  log.clock.advance(hours(1))
  await log.seal(acme)
  expect(await lines()).toHaveLength(before + 1)
  await log.write(acme)
  await log.seal(acme)
  await log.takeCheckpoint(acme)
  expect(await lines()).toHaveLength(before + 2)
  expect(AuditCheckpoint.parse(JSON.parse((await lines()).at(-1) ?? ''))).toMatchObject({ count: (await head()).count })
  expect(log.logged()).toContain('audit checkpoint')
})

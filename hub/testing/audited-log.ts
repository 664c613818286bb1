import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { z } from 'zod'
import { auditOperations, createAuditWriter, createSealer } from '../src/capabilities/audit/index.ts'
import { canonicalJson } from '../src/kernel/canonical-json.ts'
import { idSource } from '../src/kernel/ids.ts'
import { systemRandom } from '../src/kernel/random.ts'
import { type SettableClock, settableClock } from '../src/kernel/time.ts'
import type { Principal, Transaction } from '../src/operation/context.ts'
import { invoke } from '../src/operation/invoke.ts'
import { type AuditEntry, noApprovals } from '../src/operation/ports.ts'
import { createRuntime, type Runtime, transactionOver } from '../src/operation/runtime.ts'
import { connectDatabase, type Database, type RowScope } from '../src/platform/database/database.ts'
import { statement } from '../src/platform/database/statement.ts'
import type { EnqueueOptions, JobPayload, Jobs } from '../src/platform/jobs/jobs.ts'
import { createLog } from '../src/platform/log/log.ts'
import { signingKey } from '../src/platform/vault/index.ts'
import { testDatabase } from './database.ts'

export const acme = '0197b000-0000-7000-8000-00000000000a'
export const rival = '0197b000-0000-7000-8000-00000000000b'

/** The audit capability alone on a database of its own, with its jobs noted and run only when the test says so. */
export interface AuditedLog {
  database: Database
  /** runs SQL as the database's administrator, whom nothing in the database stops */
  tamper(sql: string): Promise<void>
  /** connects as the application does */
  applicationUrl: string
  runtime: Runtime
  clock: SettableClock
  /** the jobs that were enqueued, oldest first */
  enqueued: { payload: JobPayload; options: EnqueueOptions }[]
  /** what the program's log would show */
  logged(): string
  checkpointFolder: string
  /** writes an entry in a transaction of its own, or in the given one */
  write(organisationId: string, entry?: Partial<AuditEntry>, transaction?: Transaction): Promise<void>
  transact<T>(scope: RowScope, work: (transaction: Transaction) => Promise<T>): Promise<T>
  seal(organisationId: string, ids?: Record<string, string>): Promise<void>
  takeCheckpoint(organisationId: string): Promise<void>
  call(operation: string, input: object, organisationId?: string, scopes?: string[]): Promise<unknown>
  checkpointFile(organisationId: string): Promise<string>
  close(): Promise<void>
}

const insertOrganisation = statement<{ organisationId: string }, unknown>(`
  insert into organisation (organisation_id, name, created_at) values (:organisationId, 'An organisation', '2026-01-01')`)

const principalOf = (organisationId: string, scopes: string[]): Principal => ({
  kind: 'api_key',
  id: '0197b000-0000-7000-8000-0000000000f1',
  organisationId,
  scopes,
})

/** @param seed of the signing key, repeated to 32 bytes: another number is another installation */
export async function auditedLog(seed = 1): Promise<AuditedLog> {
  const cloned = await testDatabase()
  const database = connectDatabase(cloned.applicationUrl)
  const clock = settableClock(new Date('2026-03-01T08:00:00Z'))
  const newId = idSource(clock, systemRandom)
  const lines: string[] = []
  const log = createLog({ destination: { write: (line: string) => void lines.push(line) } })
  const signing = signingKey(new Uint8Array(32).fill(seed))
  const checkpointFolder = await mkdtemp(join(tmpdir(), 'atrium-audit-'))
  const enqueued: AuditedLog['enqueued'] = []
  const jobs: Jobs = {
    enqueue: async (_writer, _queue, payload, options) => void enqueued.push({ payload, options }),
    work: async () => undefined,
    stop: async () => undefined,
  }
  const writeAudit = createAuditWriter({ clock, newId })
  const ports = {
    authenticate: async () => undefined,
    approval: noApprovals,
    writeAudit,
    writeNews: async () => undefined,
    idempotency: { claim: async () => undefined, keep: async () => undefined },
  }
  const parts = { database, jobs, clock, log, signing }
  const runtime = createRuntime({ ...parts, newId, random: systemRandom, ports, cursorKey: new Uint8Array(32) })
  const operations = auditOperations(signing)
  const sealer = createSealer({ ...parts, checkpointFolder })
  for (const organisationId of [acme, rival])
    await database.write({ organisationId }, (writer) => writer.run(insertOrganisation, { organisationId }))

  const transact: AuditedLog['transact'] = (scope, work) =>
    database.write(scope, (writer) => work(transactionOver(runtime, writer, scope)))
  const say = (organisationId: string, entry: Partial<AuditEntry>): AuditEntry => ({
    operation: 'connections.test',
    kind: 'probe',
    principal: principalOf(organisationId, []),
    subject: { type: 'connection', id: 'c-1' },
    outcome: 'done',
    facts: { latencyMs: 12 },
    requestId: 'r-1',
    address: '192.0.2.1',
    ...entry,
  })
  return {
    database,
    tamper: (sql) => runAs(cloned.adminUrl, sql),
    applicationUrl: cloned.applicationUrl,
    runtime,
    clock,
    enqueued,
    logged: () => lines.join(''),
    checkpointFolder,
    transact,
    async write(organisationId, entry = {}, transaction) {
      if (transaction) return writeAudit(transaction, say(organisationId, entry))
      await transact({ organisationId }, (own) => writeAudit(own, say(organisationId, entry)))
    },
    seal: (organisationId, ids = {}) =>
      sealer.jobs['audit.seal']({ ...ids, organisationId }, new AbortController().signal),
    takeCheckpoint: sealer.takeCheckpoint,
    async call(name, input, organisationId = acme, scopes = ['audit:read']) {
      const operation = operations.find((one) => one.name === name)
      if (!operation) throw new Error(`there is no operation ${name}`)
      const principal = principalOf(organisationId, scopes)
      return invoke(runtime, operation, { credentials: { address: '192.0.2.1' }, input, requestId: 'r-2', principal })
    },
    checkpointFile: (organisationId) => readFile(join(checkpointFolder, `${organisationId}.jsonl`), 'utf8'),
    async close() {
      await database.close()
      await cloned.drop()
      await rm(checkpointFolder, { recursive: true })
    },
  }
}

async function runAs(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

const Page = z.object({ items: z.array(z.unknown()), nextCursor: z.string().nullable() })

/** The whole export as the command line writes it: the items of all pages, each as canonical JSON on a line. */
export async function exportText(log: AuditedLog, input: { from?: number; limit?: number } = {}): Promise<string> {
  let text = ''
  let cursor: string | undefined
  do {
    const page = Page.parse(await log.call('audit.export', { ...input, ...(cursor !== undefined && { cursor }) }))
    for (const item of page.items) text += `${canonicalJson(item)}\n`
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return text
}

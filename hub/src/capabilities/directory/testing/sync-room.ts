import { type TestDatabase, testDatabase } from '../../../../testing/index.ts'
import { idSource } from '../../../kernel/ids.ts'
import { systemRandom } from '../../../kernel/random.ts'
import { graphClient } from '../../../microsoft/index.ts'
import { simulatedCloud } from '../../../microsoft/testing/simulated-cloud.ts'
import { type Call, invoke } from '../../../operation/invoke.ts'
import { noApprovals } from '../../../operation/ports.ts'
import { createRuntime, transactionOver } from '../../../operation/runtime.ts'
import { allScopes } from '../../../operation/scopes.ts'
import { connectDatabase, type Database } from '../../../platform/database/database.ts'
import { statement } from '../../../platform/database/statement.ts'
import type { Jobs } from '../../../platform/jobs/jobs.ts'
import { createLog } from '../../../platform/log/log.ts'
import { putNews } from '../../../platform/outbox/outbox.ts'
import type { SyncResource } from '../facts/fact.ts'
import { createDirectory, type SyncSource } from '../index.ts'
import type { SyncOutcome } from '../sync/source.ts'

const insertOrganisation = statement<{ name: string; at: Date }, unknown>(`
  insert into organisation (organisation_id, name, created_at) values (acting_organisation(), :name, :at)`)
const insertConnection = statement<{ id: string; at: Date }, unknown>(`
  insert into connection (organisation_id, connection_id, name, way, created_at)
  values (acting_organisation(), :id, 'Test', 'own_registration', :at)`)

/** An organisation with a directory that is synced from a simulated tenancy of its own. */
export interface SyncRoom {
  database: Database
  cloud: Awaited<ReturnType<typeof simulatedCloud>>
  organisationId: string
  connectionId: string
  outcomes: SyncOutcome[]
  /** what was put on queues, in order */
  enqueued: { payload: object; key: string | undefined; startAfter: Date | undefined }[]
  /** one run, as if a person had asked for it */
  sync(trigger?: 'manual' | 'schedule', signal?: AbortSignal): Promise<void>
  /** as a change made through Atrium asks for it */
  rereadSoon(...resources: SyncResource[]): Promise<void>
  /** hears of every request to Graph before it is sent */
  onRequest: (url: URL) => void
  /** the same, and the request waits for it */
  beforeRequest: (url: URL) => Promise<void>
  /** an operation of the directory, by name, as the organisation */
  call(name: string, input?: object): Promise<Record<string, unknown>>
  guard: { atLeast: number; percent: number }
  close(): Promise<void>
}

export async function syncRoom(people: number): Promise<SyncRoom> {
  const testing: TestDatabase = await testDatabase()
  const database = connectDatabase(testing.applicationUrl)
  const cloud = await simulatedCloud(people)
  const clock = cloud.ports.clock
  const newId = idSource(clock, systemRandom)
  const log = createLog({ level: 'silent' })
  const organisationId = newId()
  const connectionId = newId()
  await database.write({ organisationId }, async (writer) => {
    await writer.run(insertOrganisation, { name: 'Test', at: clock.now() })
    await writer.run(insertConnection, { id: connectionId, at: clock.now() })
  })
  const outcomes: SyncOutcome[] = []
  const enqueued: SyncRoom['enqueued'] = []
  const guard = { atLeast: 25, percent: 5 }
  const watched: typeof fetch = async (address, init) => {
    const url = new URL(String(address))
    room.onRequest(url)
    await room.beforeRequest(url)
    return cloud.ports.fetch(address, init)
  }
  const source: SyncSource = {
    open: async () => ({
      kind: 'ready',
      scheduleMinutes: 15,
      guard,
      graph: (_, meter) => graphClient({ ...cloud.connection, ports: { ...cloud.ports, fetch: watched }, meter }),
      roles: () => [],
      sized: () => undefined,
    }),
    note: async (_organisation, _connection, outcome) => void outcomes.push(outcome),
  }
  const ports = {
    authenticate: async () => undefined,
    approval: noApprovals,
    writeAudit: async () => undefined,
    writeNews: (transaction: Parameters<typeof putNews>[0], news: Parameters<typeof putNews>[2]) =>
      putNews(transaction, { newId, clock }, news),
    idempotency: { claim: async () => undefined, keep: async () => undefined },
  }
  const jobs: Jobs = {
    enqueue: async (_writer, _queue, payload, { key, startAfter }) => void enqueued.push({ payload, key, startAfter }),
    work: async () => undefined,
    stop: async () => undefined,
  }
  const runtime = createRuntime({
    database,
    jobs,
    clock,
    random: systemRandom,
    newId,
    log,
    ports,
    cursorKey: systemRandom.bytes(32),
  })
  const directory = createDirectory({
    database,
    source,
    clock,
    newId,
    log,
    auditOwnDeed: async () => undefined,
    transact: (id, work) =>
      database.write({ organisationId: id }, (writer) =>
        work(transactionOver(runtime, writer, { organisationId: id })),
      ),
  })
  const principal: Call['principal'] = { kind: 'system', id: 'test', organisationId, scopes: allScopes }
  const room: SyncRoom = {
    database,
    cloud,
    organisationId,
    connectionId,
    outcomes,
    enqueued,
    guard,
    sync: (trigger = 'manual', signal = new AbortController().signal) =>
      directory.sync({ organisationId, connectionId, trigger }, signal),
    rereadSoon: (...resources) =>
      database.write({ organisationId }, (writer) =>
        directory.rereadSoon(transactionOver(runtime, writer, { organisationId }), connectionId, resources),
      ),
    onRequest: () => undefined,
    beforeRequest: async () => undefined,
    async call(name, input = {}) {
      const operation = directory.operations.find((one) => one.name === name)
      if (!operation) throw new Error(`no operation ${name}`)
      const answer = await invoke(runtime, operation, {
        credentials: { address: 'test' },
        input,
        requestId: newId(),
        principal,
      })
      return answer as Record<string, unknown>
    },
    async close() {
      await cloud.close()
      await database.close()
      await testing.drop()
    },
  }
  return room
}

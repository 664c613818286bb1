import { Writable } from 'node:stream'
import { testDatabase } from '../../../../testing/database.ts'
import { AtriumError } from '../../../kernel/errors.ts'
import { idSource } from '../../../kernel/ids.ts'
import { systemRandom } from '../../../kernel/random.ts'
import { systemClock } from '../../../kernel/time.ts'
import { noApprovals } from '../../../operation/ports.ts'
import { createRuntime, type Runtime } from '../../../operation/runtime.ts'
import { connectDatabase } from '../../../platform/database/database.ts'
import { statement } from '../../../platform/database/statement.ts'
import { createLog } from '../../../platform/log/log.ts'
import { putNews } from '../../../platform/outbox/outbox.ts'
import { createRestDoor, type RestDoorParts } from '../index.ts'
import { sampleOperations } from './sample-operations.ts'

export const organisationId = '0190a000-0000-7000-8000-00000000000a'

const addOrganisation = statement<object, unknown>(
  `insert into organisation values (acting_organisation(), 'Sample', now())`,
)

/** The door over the sample operations, on a database of its own: `key` reads, `writing-key` may all, the session too. */
export async function sampleDoor({
  beside,
  ...options
}: Partial<Omit<RestDoorParts, 'beside'>> & {
  /** other doors at the same address */
  beside?: (runtime: Runtime) => RestDoorParts['beside']
} = {}) {
  const databaseRoom = await testDatabase()
  const database = connectDatabase(databaseRoom.applicationUrl)
  await database.write({ organisationId }, (writer) => writer.run(addOrganisation, {}))
  const kept = new Map<string, unknown>()
  const revoked = new Set<string>()
  const logged: string[] = []
  const clock = systemClock
  const newId = idSource(clock, systemRandom)
  const log = createLog({
    level: 'debug',
    destination: new Writable({
      write(chunk, _, done) {
        logged.push(String(chunk))
        done()
      },
    }),
  })
  const scopes = ['directory:read', 'connections:write']
  const runtime = createRuntime({
    database,
    jobs: { enqueue: async () => undefined, work: async () => undefined, stop: async () => undefined },
    clock,
    random: systemRandom,
    newId,
    log,
    cursorKey: systemRandom.bytes(32),
    ports: {
      async authenticate({ bearer, session }) {
        if (bearer !== undefined && revoked.has(bearer)) throw new AtriumError('unauthenticated')
        if (bearer === 'key') return { kind: 'api_key', id: 'key', organisationId, scopes: ['directory:read'] }
        if (bearer === 'writing-key') return { kind: 'api_key', id: 'writing-key', organisationId, scopes }
        if (session === 'session-of-ada')
          return { kind: 'session', id: session, accountId: organisationId, organisationId, role: 'owner', scopes }
        return undefined
      },
      approval: noApprovals,
      writeAudit: async () => undefined,
      writeNews: (transaction, news) => putNews(transaction, { newId, clock }, news),
      idempotency: {
        claim: async (_, { key }) => (kept.has(key) ? { answer: kept.get(key) } : undefined),
        keep: async (_, { key, answer }) => void kept.set(key, answer),
      },
    },
  })
  const door = await createRestDoor({
    runtime,
    operations: sampleOperations,
    beside: beside?.(runtime) ?? [],
    ...options,
  })
  const url = await door.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    logged,
    /** the key is good no more */
    revoke: (key: string) => revoked.add(key),
    emitNews: () =>
      database.write({ organisationId }, (writer) =>
        putNews(writer, { newId, clock }, { name: 'things.counted', payload: {} }),
      ),
    ask: (path: string, init: RequestInit = {}) => fetch(new URL(path, url), init),
    /** ends the connections of the database as a crash of it would, before the door is closed */
    loseDatabase: () => database.close(),
    async close() {
      await door.close()
      await database.close().catch(() => undefined)
      await databaseRoom.drop()
    },
  }
}

export type SampleDoor = Awaited<ReturnType<typeof sampleDoor>>
export const reading = { authorization: 'Bearer key' }
export const writing = { authorization: 'Bearer writing-key', 'content-type': 'application/json' }

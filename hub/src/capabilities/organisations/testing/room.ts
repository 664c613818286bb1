import { type TestDatabase, testDatabase } from '../../../../testing/index.ts'
import { AtriumError, type ErrorCode } from '../../../kernel/errors.ts'
import { idSource } from '../../../kernel/ids.ts'
import { systemRandom } from '../../../kernel/random.ts'
import { type SettableClock, settableClock } from '../../../kernel/time.ts'
import { type Call, invoke } from '../../../operation/invoke.ts'
import { type AuditEntry, noApprovals } from '../../../operation/ports.ts'
import { createRuntime, type Runtime } from '../../../operation/runtime.ts'
import { connectDatabase, type Database } from '../../../platform/database/database.ts'
import { createLog } from '../../../platform/log/log.ts'
import { signingKey } from '../../../platform/vault/index.ts'
import { createOrganisations, type Organisations } from '../index.ts'

/** What a caller in a test brings; everything else of a call has a value. */
export type Caller = Partial<Pick<Call, 'idempotencyKey' | 'browser'>> & {
  session?: string
  bearer?: string
  address?: string
}

/** This room alone on a real database, behind `invoke`, with a clock that moves a millisecond with each call. */
export interface Room {
  clock: SettableClock
  /** the owner's address of the database, for looking at what is kept */
  adminUrl: string
  database: Database
  organisations: Organisations
  audited: AuditEntry[]
  /** everything that was logged, as text */
  logged(): string
  call(operation: string, input?: unknown, caller?: Caller): Promise<unknown>
  /** the code of the refusal, with its closed reason; fails where the call succeeds */
  refusal(operation: string, input?: unknown, caller?: Caller): Promise<Refusal>
  close(): Promise<void>
}

export interface Refusal {
  code: ErrorCode
  reason: string | undefined
  retryAfterSeconds: number | undefined
  text: string
}

export const testUrl = 'http://localhost:7400'

export async function openRoom(): Promise<Room> {
  const test: TestDatabase = await testDatabase()
  const database = connectDatabase(test.applicationUrl, { maxConnections: 12 })
  const clock = settableClock(new Date('2026-03-01T08:00:00.000Z'))
  const newId = idSource(clock, systemRandom)
  const lines: string[] = []
  const log = createLog({ destination: { write: (line) => void lines.push(line) } })
  const organisations = createOrganisations({
    database,
    clock,
    random: systemRandom,
    newId,
    log,
    url: testUrl,
    signing: signingKey(systemRandom.bytes(32)),
    passwordCost: { memory: 64, passes: 1, parallelism: 1 },
  })
  const audited: AuditEntry[] = []
  const runtime: Runtime = createRuntime({
    database,
    jobs: { enqueue: async () => undefined, work: async () => undefined, stop: async () => undefined },
    clock,
    random: systemRandom,
    newId,
    log,
    cursorKey: systemRandom.bytes(32),
    ports: {
      authenticate: organisations.authenticate,
      idempotency: organisations.idempotency,
      approval: noApprovals,
      writeAudit: async (_, entry) => void audited.push(entry),
      writeNews: async () => undefined,
    },
  })
  const call: Room['call'] = async (name, input = {}, { session, bearer, address = '192.0.2.1', ...rest } = {}) => {
    const operation = organisations.operations.find((known) => known.name === name)
    if (!operation) throw new Error(`there is no operation ${name}`)
    clock.advance(1)
    return invoke(runtime, operation, { credentials: { session, bearer, address }, input, requestId: newId(), ...rest })
  }
  return {
    clock,
    adminUrl: test.adminUrl,
    database,
    organisations,
    audited,
    logged: () => lines.join(''),
    call,
    async refusal(name, input, caller) {
      const outcome = await call(name, input, caller).then(
        () => undefined,
        (error: unknown) => error,
      )
      if (!(outcome instanceof AtriumError)) throw new Error(`${name} was not refused`, { cause: outcome })
      const { reason, retryAfterSeconds } = outcome.details
      // whose log it belongs in never leaves the process
      const { auditedIn: _, ...shown } = outcome.details
      const text = JSON.stringify({ ...shown, message: outcome.message, cause: String(outcome.cause) })
      return { code: outcome.code, reason, retryAfterSeconds, text }
    },
    async close() {
      await database.close()
      await test.drop()
    },
  }
}

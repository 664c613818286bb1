import { canonicalJson } from '../kernel/canonical-json.ts'
import { openCursor, sealCursor } from '../kernel/cursor.ts'
import { AtriumError } from '../kernel/errors.ts'
import type { NewId } from '../kernel/ids.ts'
import type { Random } from '../kernel/random.ts'
import type { Clock } from '../kernel/time.ts'
import type { Database, RowScope, Writer } from '../platform/database/database.ts'
import { statement } from '../platform/database/statement.ts'
import type { Jobs } from '../platform/jobs/jobs.ts'
import type { Log } from '../platform/log/log.ts'
import type { BaseContext, Principal, Transaction } from './context.ts'
import type { Command, Operation, Probe } from './define.ts'
import type { Call } from './invoke.ts'
import type { InvokePorts } from './ports.ts'

export interface RuntimeParts {
  database: Database
  jobs: Jobs
  clock: Clock
  random: Random
  newId: NewId
  log: Log
  ports: InvokePorts
  /** authenticates cursors; at least 32 bytes */
  cursorKey: Uint8Array
}

/** What `invoke` runs on: the platform and the ports, put together once in `app.ts`. */
export interface Runtime extends RuntimeParts {
  contextFor(operation: Operation, principal: Principal, call: Call): BaseContext
}

/** the organisation of a caller who has none yet; matches no row */
const noOrganisation = ''

export function createRuntime(parts: RuntimeParts): Runtime {
  return {
    ...parts,
    contextFor(operation, principal, call) {
      const organisationId = principal.kind === 'public' ? noOrganisation : principal.organisationId
      const scope = (filters: unknown) => `${operation.name}\0${organisationId}\0${canonicalJson(filters ?? null)}`
      return {
        organisationId,
        principal,
        requestId: call.requestId,
        clock: parts.clock,
        newId: parts.newId,
        random: parts.random,
        log: parts.log,
        signal: call.signal ?? new AbortController().signal,
        address: call.credentials.address,
        browser: call.browser,
        cursors: {
          seal: (filters, position) => sealCursor(parts.cursorKey, scope(filters), position),
          open: (filters, cursor) => openCursor(parts.cursorKey, scope(filters), cursor),
        },
      }
    },
  }
}

export function transactionOver(
  runtime: Pick<Runtime, 'ports' | 'jobs'>,
  writer: Writer,
  start: RowScope,
): Transaction {
  let scope = start
  const transaction: Transaction = {
    ...writer,
    get scope() {
      return scope
    },
    async actAs(next) {
      await writer.run(enterScope, { organisationId: next.organisationId ?? '', accountId: next.accountId ?? '' })
      scope = next
    },
    emit: (news) => runtime.ports.writeNews(transaction, news),
    enqueue(queue, ids, options) {
      if (!scope.organisationId) throw new TypeError('a job belongs to an organisation')
      return runtime.jobs.enqueue(writer, queue, { ...ids, organisationId: scope.organisationId }, options)
    },
  }
  return transaction
}

const enterScope = statement<{ organisationId: string; accountId: string }, unknown>(`
  select set_config('app.organisation_id', :organisationId, true), set_config('app.account_id', :accountId, true)`)

/** Audits what was not done, in a transaction of its own, since that of the call is rolled back. */
export async function auditRefusal(
  runtime: Runtime,
  operation: Command | Probe,
  principal: Principal,
  call: Call,
  input: unknown,
  error: unknown,
): Promise<void> {
  const refusal = error instanceof AtriumError ? error.details : undefined
  const organisationId = principal.kind === 'public' ? refusal?.auditedIn : principal.organisationId
  if (!organisationId) return
  const code = error instanceof AtriumError ? error.code : 'internal'
  await runtime.database.write({ organisationId }, (writer) =>
    runtime.ports.writeAudit(transactionOver(runtime, writer, { organisationId }), {
      operation: operation.name,
      kind: operation.kind,
      principal,
      subject: input === undefined ? undefined : operation.subject(input),
      outcome: code === 'internal' ? 'failed' : 'refused',
      reason: code,
      facts: refusal?.reason ? { reason: refusal.reason } : {},
      requestId: call.requestId,
      address: call.credentials.address,
    }),
  )
}

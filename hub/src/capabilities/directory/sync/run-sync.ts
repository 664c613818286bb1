import type { NewId } from '../../../kernel/ids.ts'
import { type Clock, hours, minutes, seconds } from '../../../kernel/time.ts'
import {
  CredentialRefused,
  PermissionMissing,
  TokenRejected,
  type Usage,
  usageMeter,
} from '../../../microsoft/index.ts'
import type { Transaction } from '../../../operation/context.ts'
import type { AuditOwnDeed } from '../../../operation/ports.ts'
import type { Database } from '../../../platform/database/database.ts'
import { type Lease, takeLease } from '../../../platform/database/lease.ts'
import type { Log } from '../../../platform/log/log.ts'
import { wakeStreams } from '../../../platform/outbox/outbox.ts'
import {
  cursorsOf,
  endResource,
  insertResource,
  insertRun,
  lastMergedRun,
  noteUsage,
  openRun,
  type RunRow,
  runResources,
} from '../sql/sync-runs.ts'
import { discardStaged } from './apply.ts'
import { conclude } from './conclude.ts'
import { endFailed } from './endings.ts'
import { expectCounts } from './expect.ts'
import { planRun, type Trigger } from './plan.ts'
import { readResource, reasonOf } from './read-resource.ts'
import { resourceReaders } from './resources.ts'
import type { OpenedConnection, SyncSource } from './source.ts'

export interface SyncParts {
  database: Database
  source: SyncSource
  clock: Clock
  newId: NewId
  log: Log
  /** makes a transaction out of a writer: news and jobs go with it */
  transact<T>(organisationId: string, work: (transaction: Transaction) => Promise<T>): Promise<T>
  auditOwnDeed: AuditOwnDeed
}

export interface SyncRequest {
  organisationId: string
  connectionId: string
  trigger: Exclude<Trigger, 'first_import'>
  requestedBy: string | null
}

type Ready = Extract<OpenedConnection, { kind: 'ready' }>

/** A killed worker's run is taken over this long after its last sign of life. */
const leaseSeconds = 6
/** Whoever finds the lease taken looks again after this long: its holder may have died a moment ago. */
const lookAgain = seconds(5)

/**
 * Brings one connection's directory up to date: at most one run at a time, resumed where a killed one had got to. Every
 * resource that can be read is; what could not be is named, and nothing is concluded about it. Returns without a run
 * where one is under way elsewhere (and looks again), waits for a person, or the connection is closed.
 */
export async function runSync(parts: SyncParts, request: SyncRequest, signal: AbortSignal): Promise<void> {
  const { organisationId, connectionId } = request
  const lease = await takeLease(parts, { organisationId, name: `sync:${connectionId}`, seconds: leaseSeconds })
  if (!lease) return wakeAgain(parts, request)
  const ending = AbortSignal.any([signal, lease.lost])
  try {
    const connection = await parts.source.open(organisationId, connectionId)
    if (connection.kind === 'closed') return await closeOpenRun(parts, request, lease, connection)
    const run = await beginOrResume(parts, request, lease, connection)
    if (run) await perform(parts, request, lease, connection, run, ending)
    await scheduleNext(parts, request, connection)
  } finally {
    await lease.release()
  }
}

/** A transaction that fails once the run's lease is lost. */
export type Fenced = <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>

const fencedBy =
  (parts: SyncParts, organisationId: string, lease: Lease): Fenced =>
  (work) =>
    parts.transact(organisationId, async (transaction) => {
      await lease.check(transaction)
      return work(transaction)
    })

async function beginOrResume(
  parts: SyncParts,
  { organisationId, connectionId, trigger, requestedBy }: SyncRequest,
  lease: Lease,
  connection: Ready,
): Promise<{ run: RunRow; isFirst: boolean } | undefined> {
  const fenced = fencedBy(parts, organisationId, lease)
  return fenced(async (transaction) => {
    const isFirst = (await transaction.first(lastMergedRun, { connectionId })) === undefined
    const open = await transaction.first(openRun, { connectionId })
    if (open?.status === 'held') return undefined
    if (open) return { run: open, isFirst }
    const now = parts.clock.now()
    const runId = parts.newId()
    const cursors = await transaction.rows(cursorsOf, { connectionId })
    const packs = new Set(
      (['directory-read', 'sign-in-activity'] as const).filter((pack) => connection.graph(pack, usageMeter())),
    )
    await transaction.run(insertRun, {
      runId,
      connectionId,
      trigger: isFirst ? 'first_import' : trigger,
      requestedBy,
      startedAt: now,
    })
    const plan = planRun(resourceReaders, {
      trigger: isFirst ? 'first_import' : trigger,
      cursors: cursors.map((row) => ({ resource: row.resource, deltaLink: row.delta_link, readAt: row.read_at })),
      packs,
      now,
    })
    for (const { resource, mode, from } of plan)
      await transaction.run(insertResource, { runId, resource, mode, from, expected: null })
    await transaction.run(wakeStreams, {})
    const run = await transaction.first(openRun, { connectionId })
    return run && { run, isFirst }
  })
}

async function perform(
  parts: SyncParts,
  { organisationId, connectionId }: SyncRequest,
  lease: Lease,
  connection: Ready,
  { run, isFirst }: { run: RunRow; isFirst: boolean },
  signal: AbortSignal,
): Promise<void> {
  const runId = run.run_id
  const fenced = fencedBy(parts, organisationId, lease)
  const resourcesOf = () =>
    parts.database.read({ organisationId }, (reader) => reader.rows(runResources, { runIds: [runId] }))
  const meter = usageMeter()
  const usageSince = sinceLastAsked(() => meter.total())
  const base = connection.graph('directory-read', meter)
  const people = base && (await expectCounts(base, await resourcesOf(), { runId, signal, fenced }))
  if (people !== undefined) connection.sized(people)
  let refused: Error | undefined
  for (const reader of resourceReaders) {
    const row = (await resourcesOf()).find(({ resource }) => resource === reader.resource)
    if (!row || row.status === 'read' || row.status === 'failed') continue
    const graph = connection.graph(reader.pack, meter)
    try {
      if (refused) throw refused
      if (!graph) throw new Error(`the pack ${reader.pack} is not enabled any more`)
      await readResource({ runId, signal, clock: parts.clock, fenced, usageSince }, reader, row, {
        graph,
        roles: connection.roles(reader.pack),
      })
    } catch (error) {
      signal.throwIfAborted()
      parts.log.warn({ runId, resource: reader.resource, err: error }, 'a resource could not be read')
      if (isRefusal(error) && reader.pack === 'directory-read') refused = error
      await noteFailure(parts, { organisationId, connectionId }, reader, error)
      const usage = usageSince()
      await fenced(async (transaction) => {
        await transaction.run(endResource, {
          runId,
          resource: reader.resource,
          status: 'failed',
          reason: reasonOf(error),
        })
        await transaction.run(noteUsage, { runId, ...usage })
      })
    }
  }
  const whose = { organisationId, connectionId }
  await conclude(parts, whose, fenced, connection.guard, { run, isFirst }, await resourcesOf())
}

/** No later read with the same grant can do better: Microsoft is not asked again and again. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof CredentialRefused || error instanceof TokenRejected

async function noteFailure(
  parts: SyncParts,
  { organisationId, connectionId }: { organisationId: string; connectionId: string },
  reader: { resource: string; pack: 'directory-read' | 'sign-in-activity' },
  error: unknown,
): Promise<void> {
  if (error instanceof CredentialRefused)
    await parts.source.note(organisationId, connectionId, {
      kind: 'credential_refused',
      pack: reader.pack,
      refusal: error.refusal,
    })
  else if (error instanceof TokenRejected)
    await parts.source.note(organisationId, connectionId, { kind: 'token_rejected', pack: reader.pack })
  else if (error instanceof PermissionMissing)
    await parts.source.note(organisationId, connectionId, { kind: 'permission_missing', resource: reader.resource })
}

/** A run that was under way when its connection was closed ends there; what it had read is let go, unmerged. */
async function closeOpenRun(
  parts: SyncParts,
  { organisationId, connectionId }: SyncRequest,
  lease: Lease,
  { reason, detail }: { reason: string; detail: string },
): Promise<void> {
  const fenced = fencedBy(parts, organisationId, lease)
  await fenced(async (transaction) => {
    const open = await transaction.first(openRun, { connectionId })
    if (open?.status !== 'running') return
    const ending = { connectionId, runId: open.run_id, at: parts.clock.now() }
    await endFailed(parts, transaction, ending, { reason, detail })
    await discardStaged(transaction, open.run_id)
  })
}

/** Without this a wake-up that comes between a holder's death and the end of its lease would be the last one. */
async function wakeAgain(parts: SyncParts, request: SyncRequest): Promise<void> {
  const { organisationId, connectionId, trigger, requestedBy } = request
  await parts.transact(organisationId, (transaction) =>
    transaction.enqueue(
      'directory.sync',
      { connectionId, trigger, ...(requestedBy && { requestedBy }) },
      { key: `${connectionId} again`, startAfter: new Date(parts.clock.now().getTime() + lookAgain) },
    ),
  )
}

async function scheduleNext(
  parts: SyncParts,
  { organisationId, connectionId }: SyncRequest,
  connection: Ready,
): Promise<void> {
  const every = Math.min(Math.max(minutes(connection.scheduleMinutes), minutes(1)), hours(24))
  await parts.transact(organisationId, (transaction) =>
    transaction.enqueue(
      'directory.sync',
      { connectionId, trigger: 'schedule' },
      { key: connectionId, startAfter: new Date(parts.clock.now().getTime() + every) },
    ),
  )
}

function sinceLastAsked(
  total: () => Usage,
): () => { requests: number; resourceUnits: number; throttledMs: number; retries: number } {
  let before = { requests: 0, resourceUnits: 0, throttledMs: 0, retries: 0 }
  return () => {
    const { requests, resourceUnits, throttledMs, retries } = total()
    const since = {
      requests: requests - before.requests,
      resourceUnits: resourceUnits - before.resourceUnits,
      throttledMs: Math.round(throttledMs - before.throttledMs),
      retries: retries - before.retries,
    }
    before = { requests, resourceUnits, throttledMs: before.throttledMs + since.throttledMs, retries }
    return since
  }
}

import type { NewId } from '../../../kernel/ids.ts'
import { type Clock, hours, minutes, seconds } from '../../../kernel/time.ts'
import {
  CredentialRefused,
  type GraphClient,
  type Meter,
  PermissionMissing,
  TokenRejected,
  usageMeter,
} from '../../../microsoft/index.ts'
import type { Transaction } from '../../../operation/context.ts'
import type { AuditOwnDeed } from '../../../operation/ports.ts'
import type { Database } from '../../../platform/database/database.ts'
import { type Lease, takeLease } from '../../../platform/database/lease.ts'
import type { Log } from '../../../platform/log/log.ts'
import { wakeStreams } from '../../../platform/outbox/outbox.ts'
import { noteRefusal } from '../sql/sync-parts.ts'
import { insertRun, lastMergedRun, openRun, type RunRow, runResources } from '../sql/sync-runs.ts'
import { discardStaged } from './apply.ts'
import { conclude } from './conclude.ts'
import { endFailed } from './endings.ts'
import { batchesAtOnce, usualLatencyMs } from './plan/cost.ts'
import { layOut, refusedLately } from './plan/lay-out.ts'
import type { Trigger } from './plan/rota.ts'
import { batchAbility } from './read/ask.ts'
import { keepUsage } from './read/keep.ts'
import { readRun } from './read/read-run.ts'
import type { DirectoryPack, OpenedConnection, SyncSource } from './source.ts'
import { usageSinceLastAsked } from './usage.ts'

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
  /** what Microsoft tells no changes of is left to its rota, whoever asks */
  onlyChanges: boolean
}

type Ready = Extract<OpenedConnection, { kind: 'ready' }>

/** A run that is under way, and whether its connection has merged none before. */
interface OpenRun {
  run: RunRow
  isFirst: boolean
}

/** A killed worker's run is taken over this long after its last sign of life. */
const leaseSeconds = 6
/** Whoever finds the lease taken looks again after this long: its holder may have died, or read past the change that was told of. */
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
  let written: string[] = []
  try {
    const connection = await parts.source.open(organisationId, connectionId)
    if (connection.kind === 'closed') return await closeOpenRun(parts, request, lease, connection)
    const run = await beginOrResume(parts, request, lease)
    if (run) written = await perform(parts, request, lease, connection, run, ending)
    await scheduleNext(parts, request, connection)
  } finally {
    await lease.release()
  }
  // nobody has to wait for it
  await parts.database.tidy(written)
}

/**
 * A transaction that fails once the run's lease is lost. The lease is checked, and its row locked, last: what takes long does
 * not keep the lease from being renewed meanwhile, and nobody takes it over between the check and the commit.
 */
export type Fenced = <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>

const fencedBy =
  (parts: SyncParts, organisationId: string, lease: Lease): Fenced =>
  (work) =>
    parts.transact(organisationId, async (transaction) => {
      const result = await work(transaction)
      await lease.check(transaction)
      return result
    })

async function beginOrResume(
  parts: SyncParts,
  { organisationId, connectionId, trigger, requestedBy }: SyncRequest,
  lease: Lease,
): Promise<OpenRun | undefined> {
  return fencedBy(
    parts,
    organisationId,
    lease,
  )(async (transaction) => {
    const isFirst = (await transaction.first(lastMergedRun, { connectionId })) === undefined
    const open = await transaction.first(openRun, { connectionId })
    if (open?.status === 'held') return undefined
    if (open) return { run: open, isFirst }
    await transaction.run(insertRun, {
      runId: parts.newId(),
      connectionId,
      trigger: isFirst ? 'first_import' : trigger,
      requestedBy,
      startedAt: parts.clock.now(),
    })
    await transaction.run(wakeStreams, {})
    const run = await transaction.first(openRun, { connectionId })
    return run && { run, isFirst }
  })
}

async function perform(
  parts: SyncParts,
  { organisationId, connectionId, onlyChanges }: SyncRequest,
  lease: Lease,
  connection: Ready,
  { run, isFirst }: OpenRun,
  signal: AbortSignal,
): Promise<string[]> {
  const whose = { organisationId, connectionId }
  const runId = run.run_id
  const fenced = fencedBy(parts, whose.organisationId, lease)
  const meter = usageMeter()
  const usageSince = usageSinceLastAsked(meter)
  const resourcesOf = () =>
    parts.database.read({ organisationId: whose.organisationId }, (reader) =>
      reader.rows(runResources, { runIds: [runId] }),
    )
  const plan =
    run.plan ??
    (await layOut(parts, { ...whose, fenced, signal }, connection, onlyChanges ? asScheduled(run) : run, meter))
  const refused = await refusedLately(parts, whose)
  const tookBatches = !refused.has(batchAbility)
  await readRun({
    runId,
    connectionId: whose.connectionId,
    signal,
    clock: parts.clock,
    log: parts.log,
    fenced,
    usageSince,
    refused,
    requestsAtOnce: batchesAtOnce({
      latencyMs: plan.latencyMs ?? usualLatencyMs,
      unitsPerSecond: plan.unitsPerSecond,
    }),
    graph: graphOf(connection, meter),
    roles: connection.roles,
    noteFailure: ({ pack, resource }, error) => noteFailure(parts, whose, { pack, resource }, error),
  })
  const usage = usageSince()
  await fenced(async (transaction) => {
    await keepUsage(transaction, runId, usage)
    if (tookBatches && refused.has(batchAbility))
      await transaction.run(noteRefusal, {
        connectionId: whose.connectionId,
        ability: batchAbility,
        at: parts.clock.now(),
      })
  })
  return conclude(parts, whose, fenced, connection.guard, { run, isFirst }, await resourcesOf())
}

/** Planned as a scheduled run would be, whoever asked for it. */
const asScheduled = (run: RunRow): RunRow => ({
  ...run,
  trigger: run.trigger === 'first_import' ? run.trigger : 'schedule',
})

/** One client for each pack: what they share, such as a token, is asked for once. */
function graphOf(connection: Ready, meter: Meter): (pack: DirectoryPack) => GraphClient | undefined {
  const clients = new Map<DirectoryPack, GraphClient | undefined>()
  return (pack) => {
    if (!clients.has(pack)) clients.set(pack, connection.graph(pack, meter))
    return clients.get(pack)
  }
}

async function noteFailure(
  parts: SyncParts,
  { organisationId, connectionId }: { organisationId: string; connectionId: string },
  reader: { resource: string; pack: DirectoryPack },
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
  const { organisationId, connectionId, trigger, requestedBy, onlyChanges } = request
  await parts.transact(organisationId, (transaction) =>
    transaction.enqueue(
      'directory.sync',
      { connectionId, trigger, ...(requestedBy && { requestedBy }), ...(onlyChanges && { onlyChanges: 'true' }) },
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

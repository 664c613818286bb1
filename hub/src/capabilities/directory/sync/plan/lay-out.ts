import { days } from '../../../../kernel/time.ts'
import { graphLimits, type Meter } from '../../../../microsoft/index.ts'
import type { Database, Reader } from '../../../../platform/database/database.ts'
import { wakeStreams } from '../../../../platform/outbox/outbox.ts'
import { addParts, refusalsSince } from '../../sql/sync-parts.ts'
import { cursorsOf, insertResource, keepPlan, type RunRow } from '../../sql/sync-runs.ts'
import { columnsOf } from '../read/keep.ts'
import { allResources } from '../resources/resources.ts'
import type { Fenced, SyncParts } from '../run-sync.ts'
import type { DirectoryPack, OpenedConnection } from '../source.ts'
import { type PlanFacts, planRun, type StartingResource } from './plan-run.ts'
import type { Cursor, Trigger } from './rota.ts'
import type { RunPlan, TenancySizes } from './run-plan.ts'
import { askSizes, knownSizes } from './sizes.ts'

type Ready = Extract<OpenedConnection, { kind: 'ready' }>

/** What Microsoft refused is asked for again after this long: a refusal may have been an accident, or a part newly served. */
const refusalsHold = days(7)

export async function refusedLately(
  parts: { database: Database; clock: SyncParts['clock'] },
  { organisationId, connectionId }: { organisationId: string; connectionId: string },
): Promise<Set<string>> {
  const since = new Date(parts.clock.now().getTime() - refusalsHold)
  const found = await parts.database.read({ organisationId }, (reader) =>
    reader.rows(refusalsSince, { connectionId, since }),
  )
  return new Set(found.map(({ ability }) => ability))
}

/** Plans a run that has begun, and keeps the plan with it: its resources, and the first part of each. */
export async function layOut(
  parts: SyncParts,
  {
    organisationId,
    connectionId,
    fenced,
    signal,
  }: { organisationId: string; connectionId: string; fenced: Fenced; signal: AbortSignal },
  connection: Ready,
  run: RunRow,
  meter: Meter,
): Promise<RunPlan> {
  const { plan, starting } = await makePlan(
    parts,
    { organisationId, connectionId, signal },
    connection,
    run.trigger,
    meter,
  )
  const runId = run.run_id
  await fenced(async (transaction) => {
    for (const one of starting)
      await transaction.run(insertResource, {
        runId,
        resource: one.resource,
        mode: one.mode,
        strategy: one.strategy,
        from: one.from,
        expected: one.objects,
        ...one.expected,
      })
    await transaction.run(addParts, { runId, ...columnsOf(firstParts(starting)) })
    await transaction.run(keepPlan, { runId, plan: JSON.stringify(plan) })
    await transaction.run(wakeStreams, {})
  })
  return plan
}

/** What a run of this kind would do now. Asks Microsoft how many there are where something would be read whole; changes nothing. */
export async function makePlan(
  parts: Pick<SyncParts, 'database' | 'clock'>,
  { organisationId, connectionId, signal }: { organisationId: string; connectionId: string; signal: AbortSignal },
  connection: Ready,
  trigger: Trigger,
  meter: Meter,
): Promise<{ plan: RunPlan; starting: StartingResource[] }> {
  const { cursors, known } = await parts.database.read({ organisationId }, async (reader) => ({
    cursors: await readCursors(reader, connectionId),
    known: await knownSizes(reader),
  }))
  const facts = {
    trigger,
    cursors,
    packs: packsOf(connection, meter),
    refused: await refusedLately(parts, { organisationId, connectionId }),
    now: parts.clock.now(),
  }
  const draft = planRun(allResources, { ...facts, ...pacedBy(known), latencyMs: null })
  const base = connection.graph('directory-read', meter)
  const needsSizes = draft.starting.some(({ mode, resource }) => mode === 'full' && resource !== 'licences')
  if (!needsSizes || base === undefined) return draft
  const asked = await askSizes(base, known, signal)
  if (asked.people !== undefined) connection.sized(asked.people)
  return planRun(allResources, { ...facts, ...pacedBy(asked.sizes), latencyMs: asked.latencyMs })
}

const pacedBy = (sizes: TenancySizes): Pick<PlanFacts, 'sizes' | 'unitsPerSecond'> => ({
  sizes,
  unitsPerSecond: perSecond(graphLimits.directory.pace({ people: sizes.users })),
})

const perSecond = ({ units, perMs }: { units: number; perMs: number }): number => (units / perMs) * 1_000

const packsOf = (connection: Ready, meter: Meter): ReadonlySet<DirectoryPack> =>
  new Set(
    (['directory-read', 'sign-in-activity'] as const).filter((pack) => connection.graph(pack, meter) !== undefined),
  )

async function readCursors(reader: Reader, connectionId: string): Promise<Cursor[]> {
  const rows = await reader.rows(cursorsOf, { connectionId })
  return rows.map((row) => ({
    resource: row.resource,
    deltaLink: row.delta_link,
    readAt: row.read_at,
    rereadAt: row.reread_at,
  }))
}

/** The first chain of each resource. */
const firstParts = (starting: readonly StartingResource[]) =>
  starting.map(({ resource, strategy, from }, index) => {
    const stage = allResources.find((one) => one.resource === resource)?.strategies[strategy]?.stages[0]
    if (!stage) throw new TypeError(`${resource} has no strategy ${strategy}`)
    return { part: index + 1, resource, step: stage.step, ids: null, link: stage.fromBookmark === true ? from : null }
  })

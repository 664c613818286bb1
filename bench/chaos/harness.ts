import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectByOwnRegistration } from '../parts/hub.ts'
import { stopPrograms } from '../parts/program.ts'
import { judgeActivities, toldActivities } from './activities.ts'
import { verifyAudit } from './audit.ts'
import { type Installation, startInstallation } from './installation.ts'
import { brokenInvariants } from './invariants.ts'
import { judgeEdges, judgeHistory, judgePresent, judgeVersions, type Problem } from './judge.ts'
import { patient } from './patience.ts'
import { planRound, type RoundPlan } from './plan.ts'
import { readRemembered } from './remembered.ts'
import { blankReport, playRound, type RoundReport, type Scene } from './round.ts'
import { mergedRuns } from './runs.ts'
import { operator, whatStands } from './settle.ts'
import { watchTenancy } from './tenancy.ts'
import type { Span } from './timeline.ts'

export interface ChaosOptions {
  rounds: number
  seed: string
  people: number
  workers: number
  /** a checkout of another release, whose worker works beside this one's */
  beside?: string | undefined
}

/** What a whole run came to. */
export interface ChaosSummary {
  rounds: number
  kills: { worker: number; server: number; postgres: number }
  /** how many calls each kind of fault struck */
  faults: Record<string, number>
  syncs: number
  decided: { confirm: number; refuse: number }
  seconds: number
  seed: string
}

/** A round after which something was not as it must be. Its message is all that is needed to look into it, and to do it again. */
export class ChaosFailed extends Error {
  override readonly name = 'ChaosFailed'
}

/** Verifying the audit chain takes two more processes, so it is done after every so many rounds and after the last. */
const auditEvery = 10

/**
 * Round after round: the tenancy changes while it is synced, faults are ordered, processes are killed; then all is brought
 * to rest and everything that Atrium remembers is compared with what the tenancy was.
 * @param onProgress hears of every round in one line
 * @throws ChaosFailed
 */
export async function runChaos(options: ChaosOptions, onProgress: (line: string) => void): Promise<ChaosSummary> {
  const started = performance.now()
  const folder = await mkdtemp(join(tmpdir(), 'atrium-chaos-'))
  let installation: Installation | undefined
  let isClean = false
  try {
    installation = await startInstallation(folder, options)
    onProgress(
      `seed ${options.seed}, ${options.people} people, ${options.workers} workers, logs in ${installation.logs}`,
    )
    const summary = await rounds(options, installation, onProgress)
    isClean = true
    return { ...summary, seconds: Math.round((performance.now() - started) / 100) / 10 }
  } finally {
    await installation?.end()
    await stopPrograms()
    if (isClean) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function rounds(
  options: ChaosOptions,
  installation: Installation,
  onProgress: (line: string) => void,
): Promise<Omit<ChaosSummary, 'seconds'>> {
  const send = patient(installation.send, 90)
  const summary = {
    rounds: 0,
    kills: { worker: 0, server: 0, postgres: 0 },
    faults: {} as Record<string, number>,
    syncs: 0,
    decided: { confirm: 0, refuse: 0 },
    seed: options.seed,
  }
  let scene: Scene | undefined
  const lags: (Span & { ms: number })[] = []
  for (let round = 0; round < options.rounds; round++) {
    const plan = planRound(options.seed, round, options.workers)
    const began = Date.now()
    const report = blankReport(plan)
    try {
      // the first import is a round like any other: connecting asks for it
      scene ??= await connect(installation, send)
      await playRound(plan, scene, report)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      throw failure(options, plan, installation, report, [message, await whatStands(installation)])
    }
    if (report.lag) lags.push({ from: began, to: report.lag.until, ms: report.lag.ms })
    const isLast = round === options.rounds - 1
    const problems = [
      ...report.problems,
      ...installation.ownEnds.splice(0),
      ...(await judge(scene, isLast ? 0 : began, lagOf(lags))),
      ...(isLast || round % auditEvery === auditEvery - 1 ? await verifyAudit(installation, send) : []),
    ]
    if (problems.length > 0) throw failure(options, plan, installation, report, problems)
    summary.rounds++
    const syncs = await runsSince(installation, began)
    summary.syncs += syncs
    for (const victim of report.kills) summary.kills[victim]++
    for (const decision of report.decided) summary.decided[decision]++
    for (const [kind, times] of report.struck) summary.faults[kind] = (summary.faults[kind] ?? 0) + times
    const struck = [...report.struck].flatMap(([kind, times]) => (times > 0 ? [`${kind} ×${times}`] : []))
    const parts = [`killed ${report.kills.join(', ') || 'nobody'}`, `${report.log.length} changes`, struck.join(', ')]
    onProgress(`round ${round}: ${parts.join('; ')}; ${syncs} syncs, ${((Date.now() - began) / 1_000).toFixed(1)} s`)
  }
  return summary
}

async function runsSince({ owner }: Installation, began: number): Promise<number> {
  const { rows } = await owner.query<{ runs: number }>(
    'select count(*)::int as runs from sync_run where started_at >= $1',
    [new Date(began)],
  )
  return rows[0]?.runs ?? 0
}

async function connect(installation: Installation, send: Scene['installation']['send']): Promise<Scene> {
  const call = async (method: string, path: string, body?: object) => (await send(method, path, body)).json()
  const connectionId = await connectByOwnRegistration({ call }, installation.cloud)
  const tenancy = await watchTenancy(installation.cloud)
  return { installation, tenancy, person: operator(installation, connectionId, send, tenancy.notice) }
}

const lagOf =
  (lags: readonly (Span & { ms: number })[]) =>
  ({ from, to }: Span): number =>
    Math.max(0, ...lags.filter((lag) => lag.from <= to && lag.to >= from - lag.ms).map(({ ms }) => ms))

/** Everything that must hold once all is at rest. @param since the history of runs that merged before was judged already */
async function judge(
  { installation: { owner }, tenancy: { timeline } }: Scene,
  since: number,
  lagMs: (span: Span) => number,
): Promise<Problem[]> {
  const [remembered, runs] = [await readRemembered(owner), await mergedRuns(owner)]
  return [
    ...judgePresent(timeline, remembered),
    ...judgeHistory(timeline, remembered, runs, { since, lagMs }),
    ...judgeVersions(remembered, runs),
    ...judgeEdges(remembered),
    ...judgeActivities(remembered, await toldActivities(owner), runs),
    ...(await brokenInvariants(owner)),
  ]
}

function failure(
  { seed, people, workers }: ChaosOptions,
  plan: RoundPlan,
  { logs }: Installation,
  report: RoundReport,
  problems: readonly Problem[],
): ChaosFailed {
  return new ChaosFailed(
    [
      `Round ${plan.round} of seed ${seed} left the directory wrong:`,
      ...problems.map((problem) => `  ${problem}`),
      'What it did:',
      ...report.log.map((line) => `  ${line}`),
      `Its plan: ${JSON.stringify(plan)}`,
      `The logs of the processes: ${logs}`,
      `Again: npm run chaos -- --seed ${seed} --people ${people} --workers ${workers} --rounds ${plan.round + 1}`,
    ].join('\n'),
  )
}

import { setTimeout as pause } from 'node:timers/promises'
import { faultKinds, timeout } from './fault-kinds.ts'
import type { Installation } from './installation.ts'
import { watchLease } from './invariants.ts'
import type { Problem } from './judge.ts'
import { until } from './patience.ts'
import type { Moment, RoundPlan, Step, Victim } from './plan.ts'
import { type operator, settle } from './settle.ts'
import type { WatchedTenancy } from './tenancy.ts'

/** What a round did, for the counts and for whoever reads of its failure. */
export interface RoundReport {
  syncs: number
  kills: Victim[]
  struck: Map<string, number>
  decided: ('confirm' | 'refuse')[]
  /** every change and kill in order, a line each */
  log: string[]
  problems: Problem[]
  /** how far behind replicas may have answered, and until when */
  lag: { until: number; ms: number } | undefined
}

export interface Scene {
  installation: Installation
  tenancy: WatchedTenancy
  person: ReturnType<typeof operator>
}

/** How long a step waits for its moment; where too few requests come, it comes then. */
const momentSeconds = 3
const wide = { guardAtLeast: 1_000_000, guardPercent: 100 }
const tight = { guardAtLeast: 0, guardPercent: 0 }
const lagMs = 2_000

export const blankReport = (plan: RoundPlan): RoundReport => ({
  syncs: 1,
  kills: [],
  struck: new Map(),
  decided: [],
  log: [],
  problems: [],
  lag: plan.faults.some(({ kind }) => kind.startsWith('replicas')) ? { until: 0, ms: lagMs } : undefined,
})

/** Everything of a plan, until the installation is at rest again; noted in the report as it goes. @throws NotReached where it does not come to rest */
/** Whoever went out of sight without a word is missed only where everything is read again. */
const toldByChanges = [
  ['/users/delta', 1],
  ['/groups/delta', 1],
  ['/directory/administrativeUnits/delta', 1],
  // applications, and their owners
  ['/servicePrincipals/delta', 2],
] as const

export async function playRound(plan: RoundPlan, scene: Scene, report: RoundReport): Promise<void> {
  const { installation, tenancy, person } = scene
  const watch = watchLease(installation.owner)
  const since = await tenancy.latestRequest()
  await person.configure(plan.guard === 'wide' ? wide : tight)
  report.log.push(...(await tenancy.change(plan.before)))
  const rules = await orderFaults(plan, tenancy)
  await person.syncNow()
  const restarts: Promise<void>[] = []
  // steps are in the order of their moments: where one does not come, no later one will
  let isComing = true
  for (const step of plan.steps) {
    if (isComing) isComing = await comes(step.at, since, scene)
    await pause(step.at.thenMs)
    await watch.look().catch(() => undefined)
    report.log.push(...(await play(step, scene, report, restarts)))
  }
  const vanished = plan.vanishes ? await tenancy.vanish(plan.round * 0.137 - Math.floor(plan.round * 0.137)) : undefined
  if (vanished) report.log.push(`${vanished} is out of sight`)
  await Promise.all(restarts)
  for (const [id, fired] of await tenancy.struck()) report.struck.set(rules.get(id) ?? id, fired)
  await tenancy.order({ name: 'clear-faults', body: {} })
  await tenancy.order({ name: 'replicas', body: { lagSeconds: 0 } })
  if (report.lag) report.lag.until = Date.now() + lagMs
  if (plan.faults.some(({ reopens }) => reopens)) await person.reopen()
  if (plan.guard !== 'wide') await decide(plan.guard, scene, report)
  await person.configure(wide)
  report.log.push(...(await tenancy.change(plan.after)))
  if (vanished)
    for (const [path, times] of toldByChanges)
      await tenancy.order({ name: 'fault', body: { pathPattern: path, times, effect: { deltaExpired: true } } })
  const settled = await settle(installation, person)
  report.syncs += settled.syncs
  await watch.look()
  report.problems.push(...watch.problems)
  if (vanished) await tenancy.order({ name: 'clear-faults', body: {} })
}

/** @returns the kind of each rule that the simulated cloud now has, by the rule's id */
async function orderFaults(plan: RoundPlan, tenancy: WatchedTenancy): Promise<Map<string, string>> {
  const rules = new Map<string, string>()
  for (const [index, { kind, part, calls }] of plan.faults.entries()) {
    const known = [...faultKinds, timeout].find(({ name }) => name === kind)
    for (const [nth, order] of (known?.orders(part, calls) ?? []).entries()) {
      const id = `${plan.round}/${index}/${nth}`
      if (order.name === 'fault') rules.set(id, kind)
      await tenancy.order(order.name === 'fault' ? { name: 'fault', body: { id, ...order.body } } : order)
    }
  }
  return rules
}

/**
 * Waits until so many requests have come. Where a sync has fewer to make, another is asked for, so that whatever happens,
 * happens while one is under way. @returns whether they came in time
 */
async function comes({ requests }: Moment, since: number, { tenancy, person }: Scene): Promise<boolean> {
  for (const end = performance.now() + momentSeconds * 1_000; performance.now() < end; ) {
    if (await tenancy.asked(since, requests, 0.25)) return true
    // PostgreSQL or the server may be away
    const run = await person.newest().catch(() => undefined)
    if (run && run.status !== 'running') await person.syncNow().catch(() => false)
  }
  return false
}

async function play(
  step: Step,
  { installation, tenancy }: Scene,
  report: RoundReport,
  restarts: Promise<void>[],
): Promise<string[]> {
  if (step.do === 'change') return tenancy.change(step.changes)
  const { victim, index, downMs } = step
  report.kills.push(victim)
  if (victim === 'postgres') {
    installation.database.kill()
    await pause(Math.min(downMs, 500))
    await installation.database.restart()
    return ['kill -9 of PostgreSQL']
  }
  const process = victim === 'server' ? installation.server : installation.workers[index]
  if (!process) throw new RangeError(`there is no ${victim} ${index}`)
  // one that is being started again cannot be killed a second time
  await Promise.all(restarts)
  restarts.push(process.kill(downMs))
  return [`kill -9 of ${process.name}`]
}

/** Waits for the run that the tight guard has to hold, and decides as a person does: at once, or refusing the first. */
async function decide(decision: 'confirm' | 'refuse', { person }: Scene, report: RoundReport): Promise<void> {
  await until('a run to decide about', 120, async () => {
    const run = await person.newest()
    if (run?.status === 'running') return false
    if (run?.status !== 'held') {
      if (decisionsDone(decision, report) || report.syncs > 12) return true
      if (await person.syncNow()) report.syncs++
      else await person.reopen()
      await until('the next run', 60, async () => (await person.newest())?.id !== run?.id)
      return false
    }
    const now = decision === 'refuse' && report.decided.length === 0 ? 'refuse' : 'confirm'
    await person.decide(run, now)
    report.decided.push(now)
    return now === 'confirm'
  })
  if (report.decided.length === 0) report.problems.push('the purge guard held no run that took something away')
}

const decisionsDone = (decision: 'confirm' | 'refuse', { decided }: RoundReport): boolean =>
  decided.length >= (decision === 'refuse' ? 2 : 1)

import type { SyncResource } from '../../facts/fact.ts'
import { hasChanges, type Resource, type StrategyName } from '../read/strategy.ts'
import type { DirectoryPack } from '../source.ts'
import { costOfAll, costOfReading, type Pace, usualLatencyMs } from './cost.ts'
import { type Cursor, dueNow, rereadInterval, type Trigger } from './rota.ts'
import type { Cost, PlannedResource, PlanReason, RunPlan, TenancySizes } from './run-plan.ts'

export interface PlanFacts {
  trigger: Trigger
  cursors: readonly Cursor[]
  packs: ReadonlySet<DirectoryPack>
  /** what Microsoft refused lately: `<resource> <strategy>` */
  refused: ReadonlySet<string>
  sizes: TenancySizes
  /** null where nothing was asked of Microsoft before planning */
  latencyMs: number | null
  unitsPerSecond: number
  now: Date
}

/** A resource of a run's plan, with the link that it starts from. */
export type StartingResource = PlannedResource & { from: string | null }

/** Splitting a chain costs more requests; it has to save this many seconds. */
const worthSplitting = 2

export const abilityOf = (resource: SyncResource, strategy: StrategyName): string => `${resource} ${strategy}`

/**
 * Decides what a run reads and how: changes where Graph tells them; whole what is due, each resource in the way that ends first,
 * and among equals the one with the fewest units. What it leaves out keeps its age, which every page that uses it shows.
 */
export function planRun(
  resources: readonly Pick<Resource, 'resource' | 'pack' | 'strategies'>[],
  facts: PlanFacts,
): { plan: RunPlan; starting: StartingResource[] } {
  const pace: Pace = { latencyMs: facts.latencyMs ?? usualLatencyMs, unitsPerSecond: facts.unitsPerSecond }
  const starting: StartingResource[] = []
  const left: RunPlan['left'] = []
  for (const one of resources) {
    if (!facts.packs.has(one.pack)) continue
    const { resource } = one
    const whole = wholeReading(one, facts, pace)
    const tellsChanges = hasChanges(one) && !facts.refused.has(abilityOf(resource, 'changes'))
    const interval = rereadInterval(whole.expected.units, facts.unitsPerSecond)
    const due = dueNow({ resource, tellsChanges, interval }, facts)
    if (due.kind === 'left') left.push({ resource, dueAt: due.dueAt.toISOString() })
    else if (due.kind === 'changes')
      starting.push({
        resource,
        mode: 'delta',
        strategy: 'changes',
        reasons: ['changes_since_last_time'],
        objects: null,
        expected: costOfReading(resource, 'changes', facts.sizes, pace),
        from: due.from,
      })
    else
      starting.push({
        resource,
        mode: 'full',
        strategy: whole.strategy,
        reasons: [due.reason, whole.reason],
        objects: objectsOf(resource, facts.sizes),
        expected: whole.expected,
        from: null,
      })
  }
  const plan = {
    latencyMs: facts.latencyMs,
    unitsPerSecond: facts.unitsPerSecond,
    sizes: starting.some(({ mode }) => mode === 'full') ? facts.sizes : null,
    expected: costOfAll(
      starting.map(({ expected }) => expected),
      pace,
    ),
    resources: starting.map(({ from: _, ...planned }) => planned),
    left,
  }
  return { plan, starting }
}

interface Whole {
  strategy: StrategyName
  reason: PlanReason
  expected: Cost
}

/** The way to read all of a resource that ends first, of those that the tenancy accepts. */
function wholeReading(
  { resource, strategies }: Pick<Resource, 'resource' | 'strategies'>,
  { sizes, refused }: PlanFacts,
  pace: Pace,
): Whole {
  const documented = wholeStrategies(strategies)
  const accepted = documented.filter((strategy) => !refused.has(abilityOf(resource, strategy)))
  // with everything refused the first is asked again: a run that asks nothing would never find out that it is served now
  const open = accepted.length > 0 ? accepted : documented
  const costs = open.map((strategy) => ({ strategy, expected: costOfReading(resource, strategy, sizes, pace) }))
  const [first, ...others] = costs
  if (!first) throw new TypeError(`${resource} cannot be read whole`)
  const split = others.find(({ strategy }) => strategy === 'parallel')
  const wasRefused = open.length < documented.length
  if (first.strategy === 'chain' && split) {
    const isQuicker = first.expected.seconds - split.expected.seconds >= worthSplitting
    return isQuicker ? { ...split, reason: 'quicker_side_by_side' } : { ...first, reason: 'too_few_to_split' }
  }
  return { ...first, reason: wasRefused ? 'refused_before' : 'only_way' }
}

/** The ways to read a whole resource, the ones that later runs are told changes after first. */
const wholeStrategies = (strategies: Resource['strategies']): StrategyName[] =>
  (['chain', 'parallel', 'list', 'smallPages', 'expanded'] as const).filter((name) => strategies[name] !== undefined)

/** What to read a resource with once Microsoft has refused a way of reading it within a run; undefined where no way is left. */
export function fallbackOf(
  { resource, strategies }: Pick<Resource, 'resource' | 'strategies'>,
  refused: ReadonlySet<string>,
): StrategyName | undefined {
  return wholeStrategies(strategies).find((strategy) => !refused.has(abilityOf(resource, strategy)))
}

/** How many objects a whole reading finds, for its progress; null where nobody knows. */
function objectsOf(resource: SyncResource, sizes: TenancySizes): number | null {
  if (resource === 'users' || resource === 'signInActivity') return sizes.users
  if (resource === 'groups') return sizes.groups
  if (resource === 'servicePrincipals' || resource === 'servicePrincipalOwners') return sizes.servicePrincipals
  return null
}

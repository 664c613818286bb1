import type { StrategyName } from '../read/strategy.ts'
import type { PlannedResource, PlanReason } from './run-plan.ts'

const ways: Readonly<Record<StrategyName, string>> = {
  changes: 'what changed since last time',
  chain: 'everything, page after page',
  parallel: 'everything, side by side, then what changed meanwhile',
  list: 'everything, as a list',
  smallPages: 'everything, in small pages',
  expanded: 'everything, with each application’s own read by itself where it is long',
}

const why: Readonly<Record<PlanReason, string | undefined>> = {
  changes_since_last_time: undefined,
  first_reading: 'it was not read to its end before',
  bookmark_too_old: 'the bookmark of last time is too old',
  no_changes_told: 'Microsoft tells no changes of it',
  asked_for: 'somebody asked for it',
  quicker_side_by_side: 'one chain would take longer',
  too_few_to_split: 'side by side would hardly be quicker',
  refused_before: 'Microsoft refused another way lately',
  only_way: undefined,
}

/** What a plan does with a resource and why, in words: `everything, page after page: it was not read to its end before`. */
export function explainPlan({ strategy, reasons }: Pick<PlannedResource, 'strategy' | 'reasons'>): string {
  const because = reasons.flatMap((reason) => why[reason] ?? [])
  return because.length === 0 ? ways[strategy] : `${ways[strategy]}: ${because.join('; ')}`
}

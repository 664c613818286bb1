import type { SyncCost, SyncPlan, SyncResourceProgress, SyncRun, SyncStrategy } from '../api/contract.generated.ts'
import { lengthOfTime } from './time-words.ts'

const ways: Readonly<Record<SyncStrategy, string>> = {
  changes: 'Only what changed',
  chain: 'Everything, page after page',
  parallel: 'Everything, side by side',
  list: 'Everything, as a list',
  smallPages: 'Everything, in small pages',
  expanded: 'Everything, with what belongs to each',
}

/** How a resource is read, in words; a way that is newer than this program is shown under its own name. */
const wayOfReading = (strategy: SyncStrategy): string => ways[strategy] ?? strategy

/** Where a run is: it plans, reads from Microsoft, merges what it read, or has ended. */
export type RunPhase = 'planning' | 'reading' | 'merging' | 'ended'

export function phaseOf({ status, plan, resources }: Pick<SyncRun, 'status' | 'plan' | 'resources'>): RunPhase {
  if (status !== 'running') return 'ended'
  if (plan === null && resources.length === 0) return 'planning'
  const isOpen = resources.some((one) => one.status === 'waiting' || one.status === 'reading')
  return isOpen ? 'reading' : 'merging'
}

/** The rows of a plan that was not carried out. */
export const plannedRows = ({ resources }: SyncPlan): CostRow[] =>
  resources.map(({ resource, explanation, expected }) => ({
    resource,
    how: asSentence(explanation),
    changed: '',
    expected,
    actual: null,
  }))

/** What reading one kind of thing, or all of them, was expected to cost, and what it did; null where that is not known. */
export interface CostRow {
  /** null for the sum */
  resource: string | null
  /** how it is read, and why so; of the sum, what is in it */
  how: string
  /** why it was read in another way than planned; empty where it was not */
  changed: string
  expected: SyncCost | null
  actual: { requests: number; units: number; seconds: number | null } | null
}

/** The rows of a run: each resource that it read or set out to read. None where nothing is known, as of runs before there were plans. */
export function costRows({ resources, plan }: Pick<SyncRun, 'resources' | 'plan'>): CostRow[] {
  if (plan === null) return []
  return resources.map((one) => {
    const planned = plan.resources.find(({ resource }) => resource === one.resource)
    const isAsPlanned = planned !== undefined && (one.strategy === null || one.strategy === planned.strategy)
    return {
      resource: one.resource,
      how: isAsPlanned ? asSentence(planned.explanation) : one.strategy === null ? '' : wayOfReading(one.strategy),
      changed: isAsPlanned || planned === undefined ? '' : changeOfWay(one, planned.strategy),
      expected: one.planned ?? planned?.expected ?? null,
      actual:
        one.status === 'waiting' ? null : { requests: one.requests, units: one.resourceUnits, seconds: one.seconds },
    }
  })
}

const changeOfWay = ({ explanation }: SyncResourceProgress, planned: SyncStrategy): string =>
  `Planned was: ${wayOfReading(planned).toLowerCase()}. ${explanation ?? ''}`.trim()

const asSentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** A cell of a table of costs: what a person looks for, and in smaller letters what to compare it with. */
export interface CostFigure {
  figure: string
  beside: string | null
}

/** “52, expected 100”: the actual figure beside the expected one, each as far as it is known. */
export function costFigure(
  expected: number | undefined,
  actual: number | null | undefined,
  inWords: (value: number) => string = (value) => value.toLocaleString('en'),
): CostFigure {
  return {
    figure: actual === null || actual === undefined ? '–' : inWords(actual),
    beside: expected === undefined ? null : `expected ${inWords(expected)}`,
  }
}

/** “231 requests, 234 resource units, 41 s”. */
export const costInWords = ({ requests, units, seconds }: SyncCost): string =>
  `${counted(requests, 'request')}, ${counted(units, 'resource unit')}, ${lengthOfTime(seconds)}`

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`

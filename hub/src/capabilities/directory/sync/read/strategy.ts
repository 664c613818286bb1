import type { Fact, SyncResource } from '../../facts/fact.ts'
import type { DirectoryPack } from '../source.ts'
import type { Step } from './step.ts'

/**
 * How a resource is read.
 * - `changes`: from the delta link of last time
 * - `chain`: everything, as one delta chain, page after page
 * - `parallel`: a bookmark for what changes meanwhile, then lists and id-filtered chains side by side, then what changed meanwhile
 * - `list`: everything, as a list; Graph tells no changes of it, or refused to
 * - `smallPages`: the same, in pages of the size that Graph took before
 * - `expanded`: lists with up to 20 related objects each, and by itself what has more
 */
export const strategyNames = ['changes', 'chain', 'parallel', 'list', 'smallPages', 'expanded'] as const
export type StrategyName = (typeof strategyNames)[number]

/** A stage begins with one chain of a step, once everything of the stage before is read. */
export interface Stage {
  readonly step: string
  /** at the bookmark of last time, or of an earlier stage, in place of the step's first page */
  readonly fromBookmark?: boolean
}

export interface Strategy {
  readonly steps: Readonly<Record<string, Step>>
  readonly stages: readonly Stage[]
}

export interface Resource {
  readonly resource: SyncResource
  readonly pack: DirectoryPack
  readonly facts: readonly Fact[]
  readonly strategies: Readonly<Partial<Record<StrategyName, Strategy>>>
}

/** Graph tells what changed since last time. */
export const hasChanges = ({ strategies }: Pick<Resource, 'strategies'>): boolean => strategies.changes !== undefined

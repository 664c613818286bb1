import { AtriumError } from '../../../../kernel/errors.ts'
import { CredentialRefused, DeltaExpired, LinkRefused, TokenRejected } from '../../../../microsoft/index.ts'
import { wakeStreams } from '../../../../platform/outbox/outbox.ts'
import { addParts, dropParts, noteRefusal, restartResource } from '../../sql/sync-parts.ts'
import { endResource } from '../../sql/sync-runs.ts'
import { discardStaged } from '../apply.ts'
import { abilityOf, fallbackOf } from '../plan/plan-run.ts'
import { isRefusal } from './ask.ts'
import { columnsOf, keepUsage } from './keep.ts'
import type { Reading, ResourceState } from './reading.ts'
import type { Part } from './step.ts'
import type { StrategyName } from './strategy.ts'

/** What follows from a page that could not be read. */
export type Remedy =
  /** a chain narrowed to some objects is read again from its start: what comes twice does no harm */
  | { do: 'read_part_again' }
  /** the whole resource, from its start */
  | { do: 'start_over'; strategy: StrategyName; reason: string }
  | { do: 'give_up' }

/** a bookmark may be lost once in a run; a resource that keeps losing them is left to the next */
const startsOverAtMost = 1

/** Decides what to do about a page that could not be read. Pure. */
export function remedyFor(error: unknown, state: ResourceState, part: Part, refused: ReadonlySet<string>): Remedy {
  const lost = error instanceof DeltaExpired ? error.reason : error instanceof LinkRefused ? 'link_refused' : undefined
  if (lost !== undefined) {
    if (part.ids !== null && part.link !== null) return { do: 'read_part_again' }
    const strategy = state.strategy === 'changes' ? fallbackOf(state.definition, refused) : state.strategy
    return strategy !== undefined && state.startsOver < startsOverAtMost
      ? { do: 'start_over', strategy, reason: lost }
      : { do: 'give_up' }
  }
  if (!isRefusal(error)) return { do: 'give_up' }
  const without = new Set([...refused, abilityOf(state.definition.resource, state.strategy)])
  const strategy = fallbackOf(state.definition, without)
  return strategy === undefined ? { do: 'give_up' } : { do: 'start_over', strategy, reason: 'refused_otherwise' }
}

/** No later read with the same grant can do better: Microsoft is not asked again and again. */
export const isDenied = (error: unknown): error is Error =>
  error instanceof CredentialRefused || error instanceof TokenRejected

/** Lets go what was read of a resource and begins it anew, as a whole. @returns its first part */
export async function startOver(
  reading: Reading,
  state: ResourceState,
  { strategy, reason }: { strategy: StrategyName; reason: string },
  nextPart: () => number,
): Promise<Part> {
  const { resource, facts, strategies } = state.definition
  const [first] = strategies[strategy]?.stages ?? []
  if (!first) throw new TypeError(`${resource} has no strategy ${strategy}`)
  const part: Part = { part: nextPart(), resource, step: first.step, ids: null, link: null }
  const refused = reason === 'refused_otherwise' ? abilityOf(resource, state.strategy) : undefined
  await reading.fenced(async (transaction) => {
    await discardStaged(transaction, reading.runId, facts)
    await transaction.run(dropParts, { runId: reading.runId, resource })
    await transaction.run(restartResource, { runId: reading.runId, resource, strategy, reason })
    await transaction.run(addParts, { runId: reading.runId, ...columnsOf([part]) })
    if (refused !== undefined)
      await transaction.run(noteRefusal, {
        connectionId: reading.connectionId,
        ability: refused,
        at: reading.clock.now(),
      })
  })
  if (refused !== undefined) reading.refused.add(refused)
  Object.assign(state, { strategy, stage: 0, deltaLink: null, partsLeft: 1 })
  state.epoch += 1
  state.startsOver += 1
  return part
}

/** A resource that cannot be read further: what came of it stands, and nothing is concluded from the rest. */
export async function giveUp(reading: Reading, state: ResourceState, error: unknown): Promise<void> {
  const { resource } = state.definition
  reading.log.warn({ runId: reading.runId, resource, err: error }, 'a resource could not be read')
  state.isOpen = false
  state.epoch += 1
  await reading.noteFailure(state.definition, error)
  const usage = reading.usageSince()
  await reading.fenced(async (transaction) => {
    await transaction.run(dropParts, { runId: reading.runId, resource })
    const ending = { status: 'failed' as const, reason: reasonOf(error), at: reading.clock.now() }
    await transaction.run(endResource, { runId: reading.runId, resource, ...ending })
    await keepUsage(transaction, reading.runId, usage)
    await transaction.run(wakeStreams, {})
  })
}

/** Why a resource could not be read, in a word that the console has a sentence for. */
function reasonOf(error: unknown): string {
  if (error instanceof AtriumError) return error.details.reason ?? error.code
  if (error instanceof Error && 'kind' in error && typeof error.kind === 'string') return error.kind
  return 'internal'
}

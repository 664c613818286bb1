import type { Transaction } from '../../../../operation/context.ts'
import { wakeStreams } from '../../../../platform/outbox/outbox.ts'
import type { Fact } from '../../facts/fact.ts'
import { columnsOfRows, type StagedColumns, type StagedRow, stage } from '../../facts/stage.ts'
import {
  addParts,
  commitAtLeisure,
  endParts,
  enterStage,
  movePart,
  noteProgress,
  noteResourceUsage,
} from '../../sql/sync-parts.ts'
import { endResource, noteUsage } from '../../sql/sync-runs.ts'
import { keepLatest } from '../latest-values.ts'
import type { RunUsage } from '../usage.ts'
import type { Reading, ResourceState } from './reading.ts'
import type { Stagings } from './stagings.ts'
import type { Part, Taken } from './step.ts'

/** A page that was read, ready to be staged, with the parts that it told of, numbered. */
export interface Arrival {
  state: ResourceState
  part: Part
  taken: Omit<Taken, 'rows' | 'parts'>
  staged: readonly StagedColumns[]
  added: readonly Part[]
}

/** Makes a page ready to be staged. What could not be read of an entity is a word about it too: that it came, and is not gone. */
export function arrivalOf(state: ResourceState, part: Part, page: Taken, added: readonly Part[]): Arrival {
  const { rows, parts: _, ...taken } = page
  const [entity] = state.definition.facts
  const unreadable = entity?.shape === 'entity' ? unreadableRows(entity, taken.unreadable) : []
  const staged = [...rows, ...(entity && unreadable.length > 0 ? [{ fact: entity, rows: unreadable }] : [])]
  return { state, part, taken, staged: staged.map(columnsOfRows), added }
}

function unreadableRows(entity: Fact, unreadable: Taken['unreadable']): StagedRow[] {
  const key = Object.keys(entity.key)[0] ?? ''
  return unreadable.flatMap(({ id }) =>
    id === undefined ? [] : [{ values: { [key]: id.toLowerCase() }, removed: 'unreadable' as const }],
  )
}

/** What a commit led to: stages that begin, resources that are read to their end. */
export interface Kept {
  begun: { state: ResourceState; part: Part }[]
  ended: ResourceState[]
}

/**
 * Stages pages in the transaction that saves where each of their chains goes on, that adds the parts they told of, and that
 * begins the next stage of a resource, or says that it is read, once nothing of the stage is left. A crash loses pages and
 * their links together.
 * @param isTold whether those who watch the run's progress are to look
 */
export async function keepPages(
  reading: Reading,
  arrivals: readonly Arrival[],
  { nextPart, isTold, stagings }: { nextPart: () => number; isTold: boolean; stagings: Stagings },
): Promise<Kept> {
  // asked before the transaction, which PostgreSQL may have repeated
  const usage = reading.usageSince()
  const now = reading.clock.now()
  const progress = progressOf(arrivals)
  const moves = [...progress].flatMap(([state, sums]) => moveOf(state, sums, nextPart))
  await reading.fenced(async (transaction) => {
    await transaction.run(commitAtLeisure, {})
    await stagings.count(transaction)
    for (const [fact, parts] of partsByFact(arrivals)) await stage(transaction, fact, reading.runId, parts)
    for (const { taken } of arrivals) if (taken.values) await keepLatest(transaction, taken.values, now)
    await moveParts(transaction, reading.runId, arrivals, moves)
    for (const [{ definition }, sums] of progress)
      await transaction.run(noteProgress, {
        runId: reading.runId,
        resource: definition.resource,
        pages: sums.pages,
        objects: sums.objects,
        unreadable: sums.unreadable,
        deltaLink: sums.bookmark ?? null,
        at: now,
      })
    for (const { state, stage: entered } of moves) {
      const { resource } = state.definition
      if (entered === 'end')
        await transaction.run(endResource, { runId: reading.runId, resource, status: 'read', reason: null, at: now })
      else await transaction.run(enterStage, { runId: reading.runId, resource, stage: entered })
    }
    await keepUsage(transaction, reading.runId, usage)
    if (isTold) await transaction.run(wakeStreams, {})
  })
  stagings.done()
  for (const [state, sums] of progress) {
    state.partsLeft += sums.added - sums.ended
    if (sums.bookmark !== undefined) state.deltaLink = sums.bookmark
  }
  return entered(moves)
}

export async function keepUsage(
  transaction: Transaction,
  runId: string,
  { total, byResource }: RunUsage,
): Promise<void> {
  await transaction.run(noteUsage, { runId, ...total })
  for (const [resource, { requests, resourceUnits }] of Object.entries(byResource))
    await transaction.run(noteResourceUsage, { runId, resource, requests, resourceUnits })
}

interface Sums {
  pages: number
  objects: number
  unreadable: number
  added: number
  ended: number
  bookmark: string | undefined
}

function progressOf(arrivals: readonly Arrival[]): Map<ResourceState, Sums> {
  const progress = new Map<ResourceState, Sums>()
  for (const { state, taken, added } of arrivals) {
    const sums = progress.get(state) ?? { pages: 0, objects: 0, unreadable: 0, added: 0, ended: 0, bookmark: undefined }
    progress.set(state, sums)
    sums.pages += 1
    sums.objects += taken.objects
    sums.unreadable += taken.unreadable.length
    sums.added += added.length
    sums.ended += taken.next === undefined ? 1 : 0
    sums.bookmark = taken.bookmark ?? sums.bookmark
  }
  return progress
}

interface Move {
  state: ResourceState
  stage: number | 'end'
  part: Part | undefined
}

/** Where a resource goes once nothing of its stage is left. */
function moveOf(state: ResourceState, { added, ended, bookmark }: Sums, nextPart: () => number): Move[] {
  if (state.partsLeft + added - ended > 0) return []
  const stage = state.stage + 1
  const begins = state.definition.strategies[state.strategy]?.stages[stage]
  if (begins === undefined) return [{ state, stage: 'end', part: undefined }]
  const link = begins.fromBookmark === true ? (bookmark ?? state.deltaLink) : null
  const { resource } = state.definition
  return [{ state, stage, part: { part: nextPart(), resource, step: begins.step, ids: null, link } }]
}

function entered(moves: readonly Move[]): Kept {
  const kept: Kept = { begun: [], ended: [] }
  for (const { state, stage: number, part } of moves) {
    if (number === 'end') {
      state.isOpen = false
      kept.ended.push(state)
    } else if (part) {
      state.stage = number
      state.partsLeft += 1
      kept.begun.push({ state, part })
    }
  }
  return kept
}

async function moveParts(
  transaction: Transaction,
  runId: string,
  arrivals: readonly Arrival[],
  moves: readonly Move[],
): Promise<void> {
  // a chain may have come on by several pages since the last commit: what counts is where it is now
  const last = new Map(arrivals.map(({ part, taken }) => [part.part, taken.next ?? null]))
  const added = [...arrivals.flatMap((arrival) => arrival.added), ...moves.flatMap(({ part }) => part ?? [])]
  const stillOpen = added.filter(({ part }) => last.get(part) !== null)
  if (stillOpen.length > 0) await transaction.run(addParts, { runId, ...columnsOf(stillOpen) })
  const moved = [...last].filter(([, link]) => link !== null)
  if (moved.length > 0)
    await transaction.run(movePart, { runId, parts: moved.map(([part]) => part), links: moved.map(([, link]) => link) })
  const ended = [...last].flatMap(([part, link]) => (link === null ? [part] : []))
  if (ended.length > 0) await transaction.run(endParts, { runId, parts: ended })
}

export const columnsOf = (parts: readonly Part[]) => ({
  parts: parts.map(({ part }) => part),
  resources: parts.map(({ resource }) => resource),
  steps: parts.map(({ step }) => step),
  ids: parts.map(({ ids }) => (ids === null ? null : `{${ids.join(',')}}`)),
  links: parts.map(({ link }) => link),
})

/** What came of each fact, in the order in which it arrived. */
function partsByFact(arrivals: readonly Arrival[]): Map<Fact, StagedColumns[]> {
  const byFact = new Map<Fact, StagedColumns[]>()
  for (const { staged } of arrivals)
    for (const part of staged) {
      const parts = byFact.get(part.fact) ?? []
      byFact.set(part.fact, parts)
      parts.push(part)
    }
  return byFact
}

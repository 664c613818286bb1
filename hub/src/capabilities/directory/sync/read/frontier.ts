import type { SyncResource } from '../../facts/fact.ts'
import type { Part } from './step.ts'

/** a request of Graph's holds so many: learn.microsoft.com/graph/json-batching, "Batch size limitations" */
const together = 20
/** as many parts as a few seconds of reading take; what is more waits in the database */
const held = 2_000

export interface Frontier {
  /** a part to be read: kept here while there is room, else fetched from the database when its turn comes */
  add(part: Part, isSmall: boolean): void
  /** goes on with a part whose page has just been read */
  push(part: Part, isSmall: boolean): void
  nextChain(): Part | undefined
  /** up to 20 parts of one step, for one request */
  nextTogether(): Part[]
  drop(resource: SyncResource): void
  /** the number after which parts stand in the database alone; undefined where all are here */
  overflowAfter(): number | undefined
  /** these came from the database; `isAll` where it has no more */
  refill(parts: readonly { part: Part; isSmall: boolean }[], isAll: boolean): void
  hasRoom(): boolean
}

/** The pages that can be asked for now: long chains one by one, small pages by the twenty. Holds a bounded number of them. */
export function frontier(): Frontier {
  let chains: Part[] = []
  const small = new Map<string, Part[]>()
  let count = 0
  let last = 0
  let overflow: number | undefined

  const keep = (part: Part, isSmall: boolean): void => {
    last = Math.max(last, part.part)
    if (!isSmall) return void chains.push(part)
    const key = `${part.resource} ${part.step}`
    const ofStep = small.get(key) ?? []
    ofStep.push(part)
    small.set(key, ofStep)
    count += 1
  }
  return {
    add(part, isSmall) {
      if (overflow === undefined && isSmall && count >= held) overflow = last
      if (overflow === undefined || part.part <= overflow) keep(part, isSmall)
    },
    push: keep,
    nextChain: () => chains.shift(),
    nextTogether() {
      // the step with the most waiting goes first, so that batches are full
      const most = [...small.values()].reduce<Part[]>((one, other) => (other.length > one.length ? other : one), [])
      const taken = most.splice(0, together)
      count -= taken.length
      return taken
    },
    drop(resource) {
      chains = chains.filter((part) => part.resource !== resource)
      for (const [key, parts] of small) {
        const kept = parts.filter((part) => part.resource !== resource)
        count -= parts.length - kept.length
        small.set(key, kept)
      }
    },
    overflowAfter: () => overflow,
    refill(parts, isAll) {
      for (const { part, isSmall } of parts) keep(part, isSmall)
      overflow = isAll ? undefined : last
    },
    hasRoom: () => count < held / 2,
  }
}

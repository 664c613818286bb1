import type { Feed, ResourceChange } from '../feed.ts'
import type { Random } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'

/** What a change of a mailbox may depend on, and whom it is told. */
export interface Work {
  readonly now: number
  readonly random: Random
  readonly tell: (change: Omit<ResourceChange, 'tenancy' | 'at'>) => void
}

/** The work of a write through Graph or of a mutation: what happens is told on. */
export function workOf({ world, tenancy, random, now }: Doing): Work {
  return { now, random, tell: (change) => world.feed.publish({ ...change, tenancy, at: now }) }
}

interface Doing {
  readonly world: { readonly feed: Feed }
  readonly tenancy: Tenancy
  readonly random: Random
  readonly now: number
}

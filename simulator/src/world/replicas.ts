import type { DirectoryEvent } from './directory-event.ts'
import type { Json, Kind, Relation } from './model.ts'
import { Random } from './random.ts'
import type { Tenancy } from './tenancy.ts'

/** How far the replicas lag behind the store, in milliseconds of the simulated clock; 0 for not at all. */
export interface ReplicaLag {
  /** A read goes to one of many replicas, each behind by up to so much. */
  readonly lagMs: number
  /** The index behind `ConsistencyLevel: eventual` is behind by just so much (graph-facts §2.3). */
  readonly indexLagMs: number
}

/** What one replica does not know yet. */
export interface ReplicaView {
  /** Whether the object came after what the replica has seen. */
  hides(id: string): boolean
  hidesLink(relation: Relation, sourceId: string, targetId: string): boolean
  /** The value that the replica still has, where it has another than the store: `{ value }`, undefined for never set. */
  older(id: string, name: string): { readonly value: Json | undefined } | undefined
  /** Up to where the replica has seen the change log of a kind; undefined for all of it. */
  logEnd(kind: Kind): number | undefined
}

interface Recent {
  readonly at: number
  readonly event: DirectoryEvent
  /** The log's next number before the change. */
  readonly logEnd: number
}

/**
 * Replicas that lag behind the store, off by default. What is new is kept until every replica has it; which replica
 * answers depends on the seed and the number of reads alone.
 */
export class Replicas {
  #lag: ReplicaLag = { lagMs: 0, indexLagMs: 0 }
  readonly #recent = new Map<Tenancy, Recent[]>()
  #random: Random

  constructor(seed: string) {
    this.#random = new Random(`${seed}/replicas`)
  }

  get lag(): ReplicaLag {
    return this.#lag
  }

  set lag(lag: ReplicaLag) {
    this.#lag = lag
  }

  /** Hears of every change of a tenancy. `logEnd` is the number that the log of its kind had for it. */
  note(tenancy: Tenancy, event: DirectoryEvent, at: number, logEnd: number): void {
    const longest = Math.max(this.#lag.lagMs, this.#lag.indexLagMs)
    if (longest === 0) return
    const kept = (this.#recent.get(tenancy) ?? []).filter((recent) => recent.at > at - longest)
    kept.push({ at, event, logEnd })
    this.#recent.set(tenancy, kept)
  }

  /** What the replica that answers now does not know; undefined when it knows everything. */
  view(tenancy: Tenancy, eventual: boolean, now: number): ReplicaView | undefined {
    const { lagMs, indexLagMs } = this.#lag
    const behind = eventual && indexLagMs > 0 ? indexLagMs : lagMs > 0 ? this.#random.next() * lagMs : 0
    if (behind === 0) return undefined
    const unknown = (this.#recent.get(tenancy) ?? []).filter(({ at }) => at > now - behind)
    return unknown.length === 0 ? undefined : viewWithout(unknown)
  }
}

function viewWithout(unknown: readonly Recent[]): ReplicaView {
  const created = new Set<string>()
  const links = new Set<string>()
  const values = new Map<string, { value: Json | undefined }>()
  const ends = new Map<Kind, number>()
  for (const { event, logEnd } of unknown) {
    const { id, kind } = event.entity
    if (!ends.has(kind)) ends.set(kind, logEnd)
    if (event.what === 'created') created.add(id)
    if (event.what === 'linked') links.add(`${event.relation}/${id}/${event.target.id}`)
    if (event.what !== 'updated') continue
    // The first change after what the replica has seen tells the value that it has.
    for (const [name, value] of Object.entries(event.before))
      if (!values.has(`${id}/${name}`)) values.set(`${id}/${name}`, { value: value ?? undefined })
  }
  return {
    hides: (id) => created.has(id),
    hidesLink: (relation, sourceId, targetId) => links.has(`${relation}/${sourceId}/${targetId}`),
    older: (id, name) => values.get(`${id}/${name}`),
    logEnd: (kind) => ends.get(kind),
  }
}

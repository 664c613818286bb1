import type { Json } from './model.ts'
import type { Tenancy } from './tenancy.ts'

export type ChangeType = 'created' | 'updated' | 'deleted'

/** Something that a change notification may tell of: a resource came, changed or went. */
export interface ResourceChange {
  readonly tenancy: Tenancy
  readonly changeType: ChangeType
  /** The resource's path below `/v1.0`, without a leading slash, e.g. `users/{id}` or `users/{id}/events/{id}`. */
  readonly resource: string
  /** Its type as `@odata.type` writes it, without the `#`. */
  readonly type: string
  readonly id: string
  readonly etag?: string
  /** The links that changed, when it was not the resource itself: `members` of a group. */
  readonly relation?: string
  /** What a notification with resource data shows; read from Graph when not given. */
  readonly content?: { readonly [name: string]: Json }
  /** Simulated epoch milliseconds. */
  readonly at: number
}

type Listener = (change: ResourceChange) => void

/** What happens in all tenancies, for whoever tells it on. A replayed journal is history and is told to nobody. */
export class Feed {
  readonly #listeners = new Set<Listener>()
  /** While true nothing is told. */
  silent = false

  /** Answers how to stop listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  publish(change: ResourceChange): void {
    if (this.silent) return
    for (const listener of this.#listeners) listener(change)
  }
}

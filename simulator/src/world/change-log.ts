import type { Kind, Relation } from './model.ts'

/** One change as delta tells it: an object came, changed, went, or one of its links did. */
export interface Change {
  readonly id: string
  readonly kind: Kind
  readonly what: 'created' | 'updated' | 'removed' | 'link'
  /** The properties that changed, for `updated`. */
  readonly names?: readonly string[]
  readonly relation?: Relation
  /** The other end of the link. */
  readonly target?: string
  readonly targetKind?: Kind
}

/**
 * All changes of one tenancy since it was generated, numbered from 0. What delta answers is read from here,
 * so its cost follows the number of changes and not the size of the tenancy.
 */
export class ChangeLog {
  readonly #changes: Change[] = []
  #recording = false

  /** The number the next change will get. */
  get next(): number {
    return this.#changes.length
  }

  /** Starts recording: what is generated before counts as the beginning, not as change. */
  start(): void {
    this.#recording = true
  }

  append(change: Change): void {
    if (this.#recording) this.#changes.push(change)
  }

  at(sequence: number): Change | undefined {
    return this.#changes[sequence]
  }
}

/** A list of ids with holes: a page starts at a remembered position, and a removal moves nothing. */
export interface IdList extends Iterable<string> {
  /** One past the last position ever used. */
  readonly end: number
  /** How many ids are in it now. */
  readonly size: number
  at(position: number): string | undefined
  has(id: string): boolean
}

/** The part of a list of ids that is computed and never changes; it has no holes. */
export interface ComputedIds {
  readonly length: number
  at(position: number): string
  has(id: string): boolean
}

/** Links that are computed and not kept, followed both ways. */
export interface ComputedLinks {
  readonly size: number
  from(id: string): ComputedIds
  to(id: string): ComputedIds
  /** Takes back all that lead from one id, where that needs no note of each. */
  forget?(id: string): void
}

export const NO_IDS: ComputedIds = {
  length: 0,
  at() {
    throw new RangeError('The list is empty')
  },
  has: () => false,
}

/** A computed list as it is now: without those cut off, followed by those that are kept. */
export class OverlaidIds implements IdList {
  readonly #computed: ComputedIds
  readonly #cut: ReadonlySet<string>
  readonly #kept: IdList

  constructor(computed: ComputedIds, cut: ReadonlySet<string>, kept: IdList) {
    this.#computed = computed
    this.#cut = cut
    this.#kept = kept
  }

  get end(): number {
    return this.#computed.length + this.#kept.end
  }

  get size(): number {
    return this.#computed.length - this.#cut.size + this.#kept.size
  }

  at(position: number): string | undefined {
    if (position >= this.#computed.length) return this.#kept.at(position - this.#computed.length)
    const id = this.#computed.at(position)
    return this.#cut.has(id) ? undefined : id
  }

  has(id: string): boolean {
    return this.#kept.has(id) || (this.#computed.has(id) && !this.#cut.has(id))
  }

  *[Symbol.iterator](): Iterator<string> {
    for (let position = 0; position < this.#computed.length; position++) {
      const id = this.at(position)
      if (id !== undefined) yield id
    }
    yield* this.#kept
  }
}

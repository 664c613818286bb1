import { firstIndex } from '../first-index.ts'
import { type ComputedIds, type ComputedLinks, NO_IDS } from '../id-list.ts'
import type { Numbering } from './computed-links.ts'

/** Links from one source to very many of the numbered people, four bytes each: the members of a dynamic group. */
export class RuleLinks implements ComputedLinks {
  readonly #people: Numbering
  readonly #rows = new Map<string, Uint32Array>()

  constructor(people: Numbering) {
    this.#people = people
  }

  /** @param numbers in ascending order */
  add(sourceId: string, numbers: Uint32Array): void {
    this.#rows.set(sourceId, numbers)
  }

  forget(sourceId: string): void {
    this.#rows.delete(sourceId)
  }

  get size(): number {
    let size = 0
    for (const row of this.#rows.values()) size += row.length
    return size
  }

  from(id: string): ComputedIds {
    const row = this.#rows.get(id)
    if (!row) return NO_IDS
    return {
      length: row.length,
      at: (position) => this.#people.idOf(row[position] ?? 0),
      has: (personId) => isIn(row, this.#people.numberOf(personId)),
    }
  }

  to(id: string): ComputedIds {
    if (this.#rows.size === 0) return NO_IDS
    const person = this.#people.numberOf(id)
    const sources = [...this.#rows].flatMap(([sourceId, row]) => (isIn(row, person) ? [sourceId] : []))
    return {
      length: sources.length,
      at: (position) => sources[position] ?? '',
      has: (other) => sources.includes(other),
    }
  }
}

function isIn(row: Uint32Array, number: number | undefined): boolean {
  if (number === undefined) return false
  return row[firstIndex(row.length, (i) => (row[i] ?? 0) >= number)] === number
}

/** Links of two origins as one; no source has links of both. */
export class JoinedLinks implements ComputedLinks {
  readonly #one: ComputedLinks
  readonly #other: RuleLinks

  constructor(one: ComputedLinks, other: RuleLinks) {
    this.#one = one
    this.#other = other
  }

  get size(): number {
    return this.#one.size + this.#other.size
  }

  from(id: string): ComputedIds {
    const found = this.#one.from(id)
    return found.length > 0 ? found : this.#other.from(id)
  }

  to(id: string): ComputedIds {
    const [one, other] = [this.#one.to(id), this.#other.to(id)]
    if (other.length === 0) return one
    return {
      length: one.length + other.length,
      at: (position) => (position < one.length ? one.at(position) : other.at(position - one.length)),
      has: (sourceId) => one.has(sourceId) || other.has(sourceId),
    }
  }

  forget(sourceId: string): void {
    this.#other.forget(sourceId)
  }
}

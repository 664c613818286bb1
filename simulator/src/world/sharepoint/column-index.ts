import type { Json } from '../model.ts'

export type IndexKey = string | number

/** How a value compares: texts without case, truth as 1 and 0; undefined for what no index holds. */
export function indexKey(value: Json | undefined): IndexKey | undefined {
  if (typeof value === 'string') return value.toLowerCase()
  if (typeof value === 'number') return value
  return typeof value === 'boolean' ? Number(value) : undefined
}

function keysOf(value: Json | undefined): IndexKey[] {
  return (Array.isArray(value) ? value : [value]).flatMap((one) => indexKey(one) ?? [])
}

const ascending = (one: IndexKey, other: IndexKey) => (one < other ? -1 : one > other ? 1 : 0)

/** Item ids by the value of one column, so that a large list is searched and ordered without a walk. */
export class ColumnIndex {
  readonly #ids = new Map<IndexKey, Set<number>>()
  #sorted: IndexKey[] | undefined

  add(value: Json | undefined, id: number): void {
    for (const key of keysOf(value)) {
      const ids = this.#ids.get(key)
      if (ids) ids.add(id)
      else {
        this.#ids.set(key, new Set([id]))
        this.#sorted = undefined
      }
    }
  }

  delete(value: Json | undefined, id: number): void {
    for (const key of keysOf(value)) {
      const ids = this.#ids.get(key)
      ids?.delete(id)
      if (ids?.size !== 0) continue
      this.#ids.delete(key)
      this.#sorted = undefined
    }
  }

  equal(key: IndexKey): ReadonlySet<number> {
    return this.#ids.get(key) ?? new Set()
  }

  /** Ids of the keys from the first that reaches `from`, as long as `within` holds. */
  *from(from: IndexKey, within: (key: IndexKey) => boolean): Generator<number> {
    const keys = this.#keys()
    let low = 0
    for (let high = keys.length; low < high; ) {
      const middle = (low + high) >> 1
      if (ascending(keys[middle] ?? from, from) < 0) low = middle + 1
      else high = middle
    }
    for (const key of keys.slice(low)) {
      if (!within(key)) return
      yield* this.equal(key)
    }
  }

  /** All ids that have a value, in the order of their values and then of their ids. */
  *ordered(descending: boolean): Generator<number> {
    const keys = this.#keys()
    for (const key of descending ? keys.toReversed() : keys) yield* [...this.equal(key)].sort((a, b) => a - b)
  }

  /** Whether two items have one value. */
  get hasDuplicates(): boolean {
    for (const ids of this.#ids.values()) if (ids.size > 1) return true
    return false
  }

  #keys(): IndexKey[] {
    this.#sorted ??= [...this.#ids.keys()].sort(ascending)
    return this.#sorted
  }
}

/** Up to this many places a search through the list is quicker, and far smaller, than a map. */
const SMALL = 24

/**
 * An append-only list with holes, so that a page can start at a remembered position without a scan
 * and a removal moves nothing.
 */
export class Slots<T> {
  readonly #items: (T | undefined)[] = []
  readonly #keyOf: (item: T) => string
  #positions: Map<string, number> | undefined
  #size = 0

  constructor(keyOf: (item: T) => string) {
    this.#keyOf = keyOf
  }

  /** One past the last position ever used. */
  get end(): number {
    return this.#items.length
  }

  /** How many items are in it now. */
  get size(): number {
    return this.#size
  }

  at(position: number): T | undefined {
    return this.#items[position]
  }

  has(key: string): boolean {
    return this.#find(key) !== undefined
  }

  /** False when it was there already. */
  add(item: T): boolean {
    const key = this.#keyOf(item)
    if (this.has(key)) return false
    this.#positions?.set(key, this.#items.length)
    this.#items.push(item)
    this.#size += 1
    if (!this.#positions && this.#items.length > SMALL) this.#positions = this.#indexed()
    return true
  }

  delete(key: string): boolean {
    const position = this.#find(key)
    if (position === undefined) return false
    this.#positions?.delete(key)
    this.#items[position] = undefined
    this.#size -= 1
    return true
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const item of this.#items) if (item !== undefined) yield item
  }

  #find(key: string): number | undefined {
    if (this.#positions) return this.#positions.get(key)
    const position = this.#items.findIndex((item) => item !== undefined && this.#keyOf(item) === key)
    return position < 0 ? undefined : position
  }

  #indexed(): Map<string, number> {
    const positions = new Map<string, number>()
    for (const [position, item] of this.#items.entries())
      if (item !== undefined) positions.set(this.#keyOf(item), position)
    return positions
  }
}

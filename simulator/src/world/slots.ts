/**
 * An append-only list with holes, so that a page can start at a remembered position without a scan
 * and a removal moves nothing.
 */
export class Slots<T> {
  readonly #items: (T | undefined)[] = []
  readonly #positions = new Map<string, number>()

  /** One past the last position ever used. */
  get end(): number {
    return this.#items.length
  }

  /** How many items are in it now. */
  get size(): number {
    return this.#positions.size
  }

  at(position: number): T | undefined {
    return this.#items[position]
  }

  has(key: string): boolean {
    return this.#positions.has(key)
  }

  /** False when it was there already. */
  add(key: string, item: T): boolean {
    if (this.#positions.has(key)) return false
    this.#positions.set(key, this.#items.length)
    this.#items.push(item)
    return true
  }

  delete(key: string): boolean {
    const position = this.#positions.get(key)
    if (position === undefined) return false
    this.#positions.delete(key)
    this.#items[position] = undefined
    return true
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const item of this.#items) if (item !== undefined) yield item
  }
}

/** Directed links between ids, followed both ways. */
export class Links {
  readonly #out = new Map<string, Slots<string>>()
  readonly #in = new Map<string, Slots<string>>()
  #size = 0

  /** Links kept, those of hidden and deleted objects among them. */
  get size(): number {
    return this.#size
  }

  from(id: string): Slots<string> {
    return this.#out.get(id) ?? EMPTY
  }

  to(id: string): Slots<string> {
    return this.#in.get(id) ?? EMPTY
  }

  has(source: string, target: string): boolean {
    return this.#out.get(source)?.has(target) ?? false
  }

  add(source: string, target: string): boolean {
    if (!slotsOf(this.#out, source).add(target, target)) return false
    slotsOf(this.#in, target).add(source, source)
    this.#size += 1
    return true
  }

  delete(source: string, target: string): boolean {
    if (!this.#out.get(source)?.delete(target)) return false
    this.#in.get(target)?.delete(source)
    this.#size -= 1
    return true
  }

  *sources(): Iterable<string> {
    yield* this.#out.keys()
  }
}

const EMPTY = new Slots<string>()

function slotsOf(map: Map<string, Slots<string>>, id: string): Slots<string> {
  let slots = map.get(id)
  if (!slots) {
    slots = new Slots()
    map.set(id, slots)
  }
  return slots
}

import type { Entity } from './model.ts'

/** Objects that are computed when they are asked for. */
export interface ComputedEntities {
  readonly size: number
  /** A new copy of the object with this number, equal each time; `ordinal` is its place in the list of its kind, `id` its id if known. */
  make(index: number, ordinal: number, id?: string): Entity
}

/** How many computed objects are remembered at least, so that whoever asks twice gets the same one. */
const REMEMBERED = 2_048

/**
 * The objects of one kind in the order they were made, with holes where objects are gone for good. Amid those that are
 * kept there may be many that are computed; one of these is kept from the moment it changes.
 */
export class EntityStore implements Iterable<Entity> {
  readonly #made: (Entity | undefined)[] = []
  #computed: ComputedEntities | undefined
  /** The position of the first computed object. */
  #first = 0
  readonly #changed = new Map<number, Entity>()
  readonly #gone = new Set<number>()
  #recent = new Map<number, Entity>()
  #lessRecent = new Map<number, Entity>()
  #size = 0
  /** How many of the objects are within sight; the tenancy keeps it. */
  live = 0

  /** Adds computed objects at the end, once. */
  adopt(computed: ComputedEntities): void {
    if (this.#computed) throw new Error('There are computed objects already')
    this.#computed = computed
    this.#first = this.#made.length
    this.#size += computed.size
    this.live += computed.size
  }

  /** One past the last position ever used. */
  get end(): number {
    return this.#made.length + (this.#computed?.size ?? 0)
  }

  /** How many objects are in it now, whatever their state. */
  get size(): number {
    return this.#size
  }

  at(position: number): Entity | undefined {
    const index = position - this.#first
    if (!this.#computed || index < 0) return this.#made[position]
    if (index >= this.#computed.size) return this.#made[position - this.#computed.size]
    if (this.#gone.has(index)) return undefined
    return this.#changed.get(index) ?? this.#remembered(index) ?? this.#computed.make(index, position)
  }

  /** The computed object with this number if it never changed; asked again soon, it is the same. */
  unchanged(index: number, id?: string): Entity | undefined {
    if (!this.#computed || !this.isUnchanged(index)) return undefined
    const entity = this.#remembered(index) ?? this.#computed.make(index, this.#first + index, id)
    if (this.#recent.size >= REMEMBERED) [this.#recent, this.#lessRecent] = [new Map(), this.#recent]
    this.#recent.set(index, entity)
    return entity
  }

  /**
   * To be called before an object changes. Answers whether it was a computed one that is kept from now on.
   * Throws for a copy from before another one of the same object changed.
   */
  keep(entity: Entity): boolean {
    const index = this.#indexOf(entity)
    if (index === undefined) return false
    const kept = this.#changed.get(index)
    if (kept === entity) return false
    if (kept || this.#gone.has(index)) throw new Error(`${entity.id} has changed since it was read: find it again`)
    this.#changed.set(index, entity)
    return true
  }

  add(entity: Entity): void {
    this.#made.push(entity)
    this.#size += 1
  }

  delete(entity: Entity): void {
    const index = this.#indexOf(entity)
    if (index === undefined) {
      const place = entity.ordinal - (entity.ordinal >= this.#first ? (this.#computed?.size ?? 0) : 0)
      if (this.#made[place] !== entity) return
      this.#made[place] = undefined
    } else {
      this.#changed.delete(index)
      this.#gone.add(index)
    }
    this.#size -= 1
  }

  *[Symbol.iterator](): Iterator<Entity> {
    for (let position = 0; position < this.end; position++) {
      const entity = this.at(position)
      if (entity) yield entity
    }
  }

  /** All but the computed objects that never changed. */
  *kept(): Iterable<Entity> {
    for (const entity of this.#made) if (entity) yield entity
    yield* this.#changed.values()
  }

  /** Whether a computed object is still as it was computed. */
  isUnchanged(index: number): boolean {
    return index < (this.#computed?.size ?? 0) && !this.#gone.has(index) && !this.#changed.has(index)
  }

  /** The numbers of the computed objects that never changed and for which the test holds, in ascending order. */
  unchangedNumbers(holds: (entity: Entity) => boolean): Uint32Array {
    const computed = this.#computed
    if (!computed) return new Uint32Array()
    const found = new Uint32Array(computed.size)
    let count = 0
    for (let index = 0; index < computed.size; index++)
      if (this.isUnchanged(index) && holds(computed.make(index, this.#first + index))) found[count++] = index
    return found.slice(0, count)
  }

  /** How many computed objects never changed. */
  get unchangedSize(): number {
    return (this.#computed?.size ?? 0) - this.#changed.size - this.#gone.size
  }

  #remembered(index: number): Entity | undefined {
    return this.#recent.get(index) ?? this.#lessRecent.get(index)
  }

  #indexOf(entity: Entity): number | undefined {
    const index = entity.ordinal - this.#first
    return this.#computed && index >= 0 && index < this.#computed.size ? index : undefined
  }
}

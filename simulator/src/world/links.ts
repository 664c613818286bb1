import { type ComputedIds, type ComputedLinks, type IdList, NO_IDS, OverlaidIds } from './id-list.ts'
import { Slots } from './slots.ts'

const itself = (id: string) => id
const EMPTY = new Slots<string>(itself)
const NOTHING: ReadonlySet<string> = new Set()

/**
 * Directed links between ids, followed both ways: those that are kept, over those that are computed, if there are
 * any. A computed link that is deleted is remembered as cut; made again it is kept at the end, as any new one.
 */
export class Links {
  readonly #out = new Map<string, Slots<string>>()
  readonly #in = new Map<string, Slots<string>>()
  readonly #cutOut = new Map<string, Set<string>>()
  readonly #cutIn = new Map<string, Set<string>>()
  #computed: ComputedLinks | undefined
  #keptSize = 0
  #cutSize = 0

  /** Puts computed links under those that are kept; no kept link may be among them. */
  adopt(computed: ComputedLinks): void {
    this.#computed = computed
  }

  /** How many links there are, those of hidden and deleted objects among them. */
  get size(): number {
    return this.#keptSize + this.computedSize
  }

  from(id: string): IdList {
    const kept = this.#out.get(id) ?? EMPTY
    const computed = this.#computed?.from(id) ?? NO_IDS
    return computed.length === 0 ? kept : new OverlaidIds(computed, this.#cutOut.get(id) ?? NOTHING, kept)
  }

  to(id: string): IdList {
    const kept = this.#in.get(id) ?? EMPTY
    const computed = this.#computed?.to(id) ?? NO_IDS
    return computed.length === 0 ? kept : new OverlaidIds(computed, this.#cutIn.get(id) ?? NOTHING, kept)
  }

  has(source: string, target: string): boolean {
    return this.#out.get(source)?.has(target) || this.#hasComputed(source, target)
  }

  add(source: string, target: string): boolean {
    if (this.#hasComputed(source, target) || !valueIn(this.#out, source, newSlots).add(target)) return false
    valueIn(this.#in, target, newSlots).add(source)
    this.#keptSize += 1
    return true
  }

  delete(source: string, target: string): boolean {
    if (this.#out.get(source)?.delete(target)) {
      this.#in.get(target)?.delete(source)
      this.#keptSize -= 1
      return true
    }
    if (!this.#hasComputed(source, target)) return false
    valueIn(this.#cutOut, source, newSet).add(target)
    valueIn(this.#cutIn, target, newSet).add(source)
    this.#cutSize += 1
    return true
  }

  /** Deletes all links from and to an id. */
  deleteAll(id: string): void {
    if (this.#computed?.forget) {
      const before = this.#computed.size
      this.#computed.forget(id)
      if (this.#computed.size < before) this.#forgetCuts(id)
    }
    for (const target of [...this.from(id)]) this.delete(id, target)
    for (const source of [...this.to(id)]) this.delete(source, id)
  }

  /** The ids from which kept links lead, each with those they lead to. */
  *kept(): Iterable<readonly [source: string, targets: IdList]> {
    yield* this.#out
  }

  /** How many computed links there are that were not cut. */
  get computedSize(): number {
    return (this.#computed?.size ?? 0) - this.#cutSize
  }

  /** The computed links of one id, or into it, that were not cut. */
  *computed(direction: 'from' | 'to', id: string): Iterable<string> {
    const cut = (direction === 'from' ? this.#cutOut : this.#cutIn).get(id) ?? NOTHING
    const ids: ComputedIds = this.#computed?.[direction](id) ?? NO_IDS
    for (let i = 0; i < ids.length; i++) {
      const id = ids.at(i)
      if (!cut.has(id)) yield id
    }
  }

  /** What was cut off a source whose computed links are no more. */
  #forgetCuts(source: string): void {
    const targets = this.#cutOut.get(source) ?? NOTHING
    for (const target of targets) this.#cutIn.get(target)?.delete(source)
    this.#cutSize -= targets.size
    this.#cutOut.delete(source)
  }

  #hasComputed(source: string, target: string): boolean {
    return (this.#computed?.from(source).has(target) ?? false) && !this.#cutOut.get(source)?.has(target)
  }
}

const newSlots = () => new Slots<string>(itself)
const newSet = () => new Set<string>()

function valueIn<T>(map: Map<string, T>, id: string, make: () => T): T {
  const present = map.get(id)
  if (present !== undefined) return present
  const made = make()
  map.set(id, made)
  return made
}

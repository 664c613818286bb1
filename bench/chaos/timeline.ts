import { byTable, type Facts, type Table, tableNames } from './facts.ts'

/** Nothing: no such thing, or no longer. */
export const absent = null
export type Value = string | typeof absent

/** A span of the harness's clock, in milliseconds: between its ends something happened, or somebody looked. */
export interface Span {
  from: number
  to: number
}

interface Entry {
  /** when the change was asked for, and when it was surely done */
  changed: Span
  /** the value; who looks at somebody out of sight may see the one before too */
  may: readonly Value[]
}

/**
 * The tenancy's truth over time, as a list of values for each thing. It knows when each change was ordered and when it was
 * done, so that it can say what somebody who looked within a span of time may have seen.
 */
export class Timeline {
  readonly #things: Record<Table, Map<string, Entry[]>>
  #now: Facts
  readonly #hidden = new Set<string>()
  readonly #beganAt: number

  constructor(first: Facts, at: number) {
    this.#now = first
    this.#beganAt = at
    const changed = { from: at, to: at }
    this.#things = byTable(
      (table) => new Map([...first[table]].map(([key, value]) => [key, [{ changed, may: [value] }]])),
    )
  }

  /** The present truth. */
  get now(): Facts {
    return this.#now
  }

  /** Notes what a change that was ordered and done within the span made of the tenancy. @returns how many things changed */
  changedTo(facts: Facts, changed: Span, hidden: ReadonlySet<string> = this.#hidden): number {
    let count = 0
    for (const one of hidden) this.#hidden.add(one)
    for (const one of this.#hidden) if (!hidden.has(one)) this.#hidden.delete(one)
    for (const table of tableNames) {
      const [before, after] = [this.#now[table], facts[table]]
      for (const [key, value] of after) if (before.get(key) !== value) count += this.#note(table, key, value, changed)
      for (const key of before.keys()) if (!after.has(key)) count += this.#note(table, key, absent, changed)
    }
    this.#now = facts
    return count
  }

  #note(table: Table, key: string, value: Value, changed: Span): number {
    const entries = this.#things[table].get(key) ?? []
    const before = this.#now[table].get(key) ?? absent
    // an edge is out of sight with either of its ends, and a manager stands in its value
    const isOutOfSight = value === absent && [...this.#hidden].some((id) => `${key} ${before}`.includes(id))
    this.#things[table].set(key, [...entries, { changed, may: isOutOfSight ? [absent, before] : [value] }])
    return 1
  }

  keysOf(table: Table): Iterable<string> {
    return this.#things[table].keys()
  }

  /** Every value of the thing that somebody may have seen who looked at some moment of the span. */
  seenWithin(table: Table, key: string, { from, to }: Span): readonly Value[] {
    const entries = this.#things[table].get(key) ?? []
    const seen = new Set<Value>()
    const first = entries[0]
    if (!first || (first.changed.from > this.#beganAt && first.changed.to >= from)) seen.add(absent)
    entries.forEach(({ changed, may }, index) => {
      const next = entries[index + 1]
      if (changed.from <= to && (!next || next.changed.to >= from)) for (const value of may) seen.add(value)
    })
    return [...seen]
  }
}

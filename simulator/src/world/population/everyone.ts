import type { NumberedIds } from './numbered-ids.ts'
import type { BulkPeople } from './people.ts'

/** A person of the generated core as they were generated; a later name does not change what was written with it. */
export interface CorePerson {
  readonly id: string
  readonly displayName: string
}

/** The people of the core and the many others in one row of numbers, for links that lead to any of them. */
export class Everyone {
  readonly #core: readonly CorePerson[]
  readonly #numbers: ReadonlyMap<string, number>
  readonly #people: BulkPeople
  readonly #ids: NumberedIds
  readonly size: number

  constructor(core: readonly CorePerson[], bulk: { people: BulkPeople; size: number; ids: NumberedIds }) {
    this.#core = core
    this.#numbers = new Map(core.map(({ id }, number) => [id, number]))
    this.#people = bulk.people
    this.#ids = bulk.ids
    this.size = core.length + bulk.size
  }

  idOf(number: number): string {
    return this.#core[number]?.id ?? this.#ids.guid('user', number - this.#core.length)
  }

  displayNameOf(number: number): string {
    return this.#core[number]?.displayName ?? this.#people.displayNameOf(number - this.#core.length)
  }

  numberOf(id: string): number | undefined {
    const known = this.#numbers.get(id)
    if (known !== undefined) return known
    const read = this.#ids.read(id)
    const number = this.#core.length + (read?.number ?? 0)
    return read?.what === 'user' && number < this.size ? number : undefined
  }
}

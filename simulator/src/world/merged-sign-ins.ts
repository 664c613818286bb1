import { firstIndex } from './first-index.ts'
import type { ComputedSignIns, SignIn } from './sign-ins.ts'

/** The sign-ins that were generated for each person and those that are computed, as one list, newest first. */
export class MergedSignIns {
  readonly #generated: readonly SignIn[]
  readonly #computed: ComputedSignIns | undefined
  /** Where each generated one stands in the whole list. */
  readonly #places: Uint32Array
  readonly size: number

  constructor(generated: readonly SignIn[], computed: ComputedSignIns | undefined) {
    const count = computed?.size ?? 0
    this.#generated = generated
    this.#computed = computed
    this.#places = Uint32Array.from(
      generated,
      ({ at }, i) => i + firstIndex(count, (position) => (computed?.at(position).at ?? 0) <= at),
    )
    this.size = generated.length + count
  }

  at(position: number): SignIn {
    const before = firstIndex(this.#places.length, (i) => (this.#places[i] ?? 0) >= position)
    const found = this.#places[before] === position ? this.#generated[before] : this.#computed?.at(position - before)
    if (!found) throw new RangeError(`There is no sign-in ${position}`)
    return found
  }

  findGenerated(id: string): SignIn | undefined {
    return this.#generated.find((entry) => entry.id === id)
  }
}

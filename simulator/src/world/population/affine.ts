import type { Random } from '../random.ts'

/** The largest size for which the products stay exact in a double. */
export const LARGEST_PERMUTATION = 94_906_265

/** A bijection of the numbers below `size` that can be followed both ways without being kept: n → (a·n + b) mod size. */
export class Affine {
  readonly #size: number
  readonly #factor: number
  readonly #inverse: number
  readonly #shift: number

  constructor(size: number, random: Random) {
    if (size < 1 || size > LARGEST_PERMUTATION) throw new RangeError(`A permutation of ${size} numbers is not possible`)
    this.#size = size
    do this.#factor = size === 1 ? 0 : random.between(1, size - 1)
    while (size > 1 && commonDivisor(this.#factor, size) !== 1)
    this.#inverse = size === 1 ? 0 : inverseOf(this.#factor, size)
    this.#shift = random.below(size)
  }

  of(n: number): number {
    return (this.#factor * n + this.#shift) % this.#size
  }

  /** The number that `of` turns into this one. */
  before(n: number): number {
    const shifted = n - this.#shift
    return (this.#inverse * (shifted < 0 ? shifted + this.#size : shifted)) % this.#size
  }
}

function commonDivisor(one: number, other: number): number {
  let [a, b] = [one, other]
  while (b !== 0) [a, b] = [b, a % b]
  return a
}

/** The factor that undoes another one modulo `size` (extended Euclid). */
function inverseOf(factor: number, size: number): number {
  let [r, next, s, following] = [size, factor, 0, 1]
  while (next !== 0) {
    const quotient = Math.floor(r / next)
    ;[r, next] = [next, r - quotient * next]
    ;[s, following] = [following, s - quotient * following]
  }
  return s < 0 ? s + size : s
}

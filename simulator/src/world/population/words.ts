import type { Random } from '../random.ts'

/** Two secret words that make one bijection of 32-bit words out of many. */
export interface WordKey {
  readonly before: number
  readonly after: number
}

export function wordKey(random: Random): WordKey {
  return { before: wordOf(random), after: wordOf(random) }
}

export function wordOf(random: Random): number {
  return Math.floor(random.next() * 4294967296) | 0
}

/** A bijection of 32-bit words in which neighbours end up far apart (the finaliser of MurmurHash3, public domain). */
export function mix(word: number, { before, after }: WordKey): number {
  return finalise(word ^ before) ^ after
}

/** The word that `mix` turned into this one. */
export function unmix(word: number, { before, after }: WordKey): number {
  let x = word ^ after
  x ^= x >>> 16
  x = Math.imul(x, 0x7ed1b41d)
  x ^= (x >>> 13) ^ (x >>> 26)
  x = Math.imul(x, 0xa5cb9243)
  x ^= x >>> 16
  return x ^ before
}

export function finalise(word: number): number {
  let x = word ^ (word >>> 16)
  x = Math.imul(x, 0x85ebca6b)
  x ^= x >>> 13
  x = Math.imul(x, 0xc2b2ae35)
  return x ^ (x >>> 16)
}

/**
 * What is drawn for numbered things. Each question has a salt of its own and is answered from the number alone, so that one
 * property is known without the others.
 */
export class Draws {
  readonly #purpose: number

  constructor(random: Random) {
    this.#purpose = wordOf(random)
  }

  /** A whole number in [0, below) for the thing with this number. */
  below(below: number, salt: number, number: number): number {
    const word = finalise((this.#purpose + Math.imul(salt, 0x9e3779b9)) ^ Math.imul(number, 0x85ebca6b))
    return Math.floor((finalise(word + salt) >>> 0) * 2 ** -32 * below)
  }

  pick<T>(from: readonly [T, ...T[]], salt: number, number: number): T {
    return from[this.below(from.length, salt, number)] ?? from[0]
  }
}

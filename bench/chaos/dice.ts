/** Chance that falls the same way for the same seed. */
export interface Dice {
  /** from 0 up to, but not, 1 */
  fraction(): number
  /** a whole number from `least` to `most`, both among them */
  between(least: number, most: number): number
  pick<T>(from: readonly T[]): T
  /** another order of the same things */
  shuffle<T>(things: readonly T[]): T[]
}

/** Mulberry32 over an FNV-1a hash of the seed: both are in the public domain; good for plans, worth nothing as a secret. */
export function dice(seed: string): Dice {
  let state = 0x811c9dc5
  for (const char of seed) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193)
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number): number => least + Math.floor(fraction() * (most - least + 1))
  return {
    fraction,
    between,
    pick(from) {
      const picked = from[between(0, from.length - 1)]
      if (picked === undefined) throw new RangeError('there is nothing to pick from')
      return picked
    },
    shuffle(things) {
      const drawn = things.map((thing) => ({ thing, ticket: fraction() }))
      return drawn.sort((one, other) => one.ticket - other.ticket).map(({ thing }) => thing)
    },
  }
}

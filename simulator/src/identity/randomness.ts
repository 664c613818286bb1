/** Identifiers and secrets drawn from one injected source, so that a seeded simulator repeats itself. */
export interface Randomness {
  bytes(count: number): Buffer
  /** A version 4 GUID in lower case. */
  guid(): string
  /** A base64url string made of `count` random bytes. */
  opaque(count: number): string
}

/**
 * Builds the source of all identifiers from a generator of numbers in [0, 1).
 * Not meant for cryptography: the simulator guards nothing real.
 */
export function createRandomness(source: () => number): Randomness {
  const bytes = (count: number): Buffer => {
    const drawn = Buffer.alloc(count)
    for (let index = 0; index < count; index += 1) drawn[index] = Math.floor(source() * 256)
    return drawn
  }
  return {
    bytes,
    guid: () => {
      const hex = bytes(16).toString('hex')
      const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4]
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
    },
    opaque: (count) => bytes(count).toString('base64url'),
  }
}

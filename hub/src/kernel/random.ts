import { randomBytes } from 'node:crypto'

/** Where unpredictable bytes come from; injected, so that tests repeat. */
export interface Random {
  bytes(length: number): Uint8Array
}

export const systemRandom: Random = { bytes: (length) => randomBytes(length) }

/** `length` random bytes as base64url: 32 bytes give the 256 bits that a bearer token needs. */
export const randomToken = (random: Random, length = 32): string =>
  Buffer.from(random.bytes(length)).toString('base64url')

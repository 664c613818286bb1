import { crc32 } from 'node:zlib'
import type { Random } from '../../kernel/random.ts'
import { sha256 } from './hash.ts'

/**
 * `atr_<prefix>_<secret><checksum>`: 8, 52 and 7 characters of RFC 4648 §6's base32 in lower case, so that a double click
 * takes the whole and a secret scanner knows a key by its form and proves it by the checksum (CRC-32 of what stands
 * before it). The secret is 256 random bits; the prefix is none of it.
 */
const form = /^(atr_([a-z2-7]{8})_[a-z2-7]{52})([a-z2-7]{7})$/
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

export interface ApiKeyText {
  /** the whole key: shown once, kept nowhere */
  text: string
  prefix: string
  /** what is kept */
  hash: Buffer
}

export function makeApiKeyText(random: Random): ApiKeyText {
  const prefix = base32(random.bytes(5))
  const body = `atr_${prefix}_${base32(random.bytes(32))}`
  const text = body + checksum(body)
  return { text, prefix, hash: sha256(text) }
}

/** Whether this claims to be an API key, rather than a signed token. */
export const looksLikeApiKey = (text: string): boolean => text.startsWith('atr_')

/** The hash to look a key up by; undefined where it was mistyped or made up, which then costs no query. */
export function apiKeyHash(text: string): Buffer | undefined {
  const [, body, , sum] = form.exec(text) ?? []
  return body !== undefined && checksum(body) === sum ? sha256(text) : undefined
}

function checksum(body: string): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(crc32(body))
  return base32(bytes)
}

/** RFC 4648 §6 without padding, in lower case. */
function base32(bytes: Uint8Array): string {
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    for (; bits >= 5; bits -= 5) text += alphabet.charAt((held >>> (bits - 5)) & 31)
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + alphabet.charAt((held << (5 - bits)) & 31) : text
}

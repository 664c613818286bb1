import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** JSON in the one form of RFC 8785 (JSON Canonicalization Scheme), so that equal values have equal bytes and hashes. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('canonicalJson: the value has no JSON form')
  return text
}

/** SHA-256 of the canonical JSON, lower-case hexadecimal. */
export const canonicalHash = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex')

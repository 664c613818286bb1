import { createHash } from 'node:crypto'
import { canonicalHash, canonicalJson } from '../../kernel/canonical-json.ts'
import type { SigningKey } from '../../platform/vault/index.ts'
import { type AuditCheckpoint, auditFormat } from './model.ts'

/** The hash before position 1, different for each organisation, so that one's entries do not continue another's chain. */
export const genesis = (organisation: string): string => canonicalHash({ format: auditFormat, organisation })

/** `SHA-256(previous hash ‖ canonical JSON of the entry)`, lower-case hexadecimal. */
export const nextHash = (previous: string, entry: { id: string; at: string; position: number }): string =>
  createHash('sha256').update(Buffer.from(previous, 'hex')).update(canonicalJson(entry)).digest('hex')

export function signCheckpoint(
  signing: SigningKey,
  said: Pick<AuditCheckpoint, 'organisation' | 'from' | 'count' | 'head' | 'unsealed' | 'at'>,
): AuditCheckpoint {
  const unsigned = { kind: 'checkpoint', format: auditFormat, ...said, publicKey: signing.publicKey } as const
  return { ...unsigned, signature: signing.sign(Buffer.from(canonicalJson(unsigned))) }
}

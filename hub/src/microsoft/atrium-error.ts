import { AtriumError } from '../kernel/errors.ts'
import { CertificateUnusable } from './entra/credential.ts'
import { MetadataRejected } from './entra/metadata.ts'
import type { Refusal } from './entra/refusal.ts'
import { Refused } from './entra/refused.ts'
import { GraphFailure } from './graph/failures.ts'
import { CredentialRefused } from './graph/token-source.ts'

const passing: ReadonlySet<string> = new Set(['unreadable', 'throttled', 'unavailable'])

/** A refusal in the words of Atrium's error table. */
export const refusedByMicrosoft = (refusal: Refusal): AtriumError =>
  new AtriumError(refusal.again === 'retry' ? 'microsoft_unavailable' : 'microsoft_refused', {
    detail: refusal.sentence,
    next: refusal.next,
    reason: refusal.reason,
  })

/** Whatever this room throws, in the words of Atrium's error table; undefined for anything else. */
export function microsoftError(error: unknown): AtriumError | undefined {
  if (error instanceof Refused || error instanceof CredentialRefused) return refusedByMicrosoft(error.refusal)
  if (error instanceof CertificateUnusable)
    return new AtriumError('invalid_input', { detail: error.message, reason: 'certificate_unusable' })
  if (error instanceof MetadataRejected)
    return new AtriumError('microsoft_refused', { detail: error.message, reason: 'metadata_rejected', cause: error })
  if (error instanceof GraphFailure)
    return new AtriumError(passing.has(error.kind) ? 'microsoft_unavailable' : 'microsoft_refused', {
      detail: error.message,
      reason: error.kind,
      cause: error,
    })
  return undefined
}

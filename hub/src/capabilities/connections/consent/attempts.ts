import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { AtriumError } from '../../../kernel/errors.ts'
import { minutes } from '../../../kernel/time.ts'
import type { BaseContext, CommandContext, QueryContext } from '../../../operation/context.ts'
import { packNames } from '../pack-names.ts'
import type { ConnectionParts } from '../parts.ts'
import { places } from '../sealed.ts'
import { clearAttempts } from '../sql/clear-attempts.ts'
import { findAttempt } from '../sql/find-attempt.ts'
import { insertAttempt } from '../sql/insert-attempt.ts'
import { takeAttempt } from '../sql/take-attempt.ts'

export const attemptLives = minutes(15)

/** What was begun at Microsoft and is still to come back. Sealed for its row, so that the database tells nobody's verifier or tenancy. */
const Attempt = z.object({
  connectionId: z.string(),
  step: z.enum(['sign_in', 'consent']),
  /** what consent is still asked for; the first is next */
  packs: z.array(z.enum(packNames)).min(1),
  nonce: z.string(),
  codeVerifier: z.string(),
  /** who signed in, once that was proved */
  administrator: z.object({ tenantId: z.string(), objectId: z.string(), userName: z.string() }).nullable(),
})
export type Attempt = z.infer<typeof Attempt>

/** `organisationId` stands outside of the seal, because it says whose key opens it. */
const Payload = z.object({ organisationId: z.string(), sealed: z.string() })

/**
 * Keeps an attempt under the hash of its state (RFC 6749 §10.12), for this browser, this account and 15 minutes.
 * @returns when it expires
 */
export async function keepAttempt(
  parts: ConnectionParts,
  context: CommandContext,
  state: string,
  attempt: Attempt,
): Promise<Date> {
  const { transaction, organisationId, clock } = context
  const { browser, accountId } = begunBy(context)
  const now = clock.now().getTime()
  const expiresAt = new Date(now + attemptLives)
  const stateHash = sha256(state)
  const sealed = await parts.vault.seal(transaction, organisationId, places.attempt(stateHash), JSON.stringify(attempt))
  await transaction.run(clearAttempts, { before: new Date(now - 96 * attemptLives) })
  await transaction.run(insertAttempt, {
    stateHash,
    browserHash: sha256(browser),
    accountId,
    payload: JSON.stringify({ organisationId, sealed: Buffer.from(sealed).toString('base64') }),
    expiresAt,
  })
  return expiresAt
}

/** Whose browser a consent is begun in. @throws AtriumError where no person at a browser asks */
export function begunBy({ browser, principal }: BaseContext): { browser: string; accountId: string } {
  if (browser === undefined || principal.kind !== 'session')
    throw new AtriumError('forbidden', {
      detail: 'Consent is given by a person in a browser.',
      next: 'Open Connection in the console, or connect with an own app registration.',
      reason: 'browser_needed',
    })
  return { browser, accountId: principal.accountId }
}

export type FoundAttempt =
  | { kind: 'found'; stateHash: Uint8Array; attempt: Attempt }
  | { kind: 'refused'; reason: 'attempt_unknown' | 'attempt_expired' | 'another_browser' }

/** The attempt that an answer belongs to: only for the browser, the account and the organisation that began it. */
export async function attemptOf(
  parts: ConnectionParts,
  context: QueryContext,
  state: string | undefined,
): Promise<FoundAttempt> {
  if (state === undefined) return { kind: 'refused', reason: 'attempt_unknown' }
  const stateHash = sha256(state)
  const row = await context.reader.first(findAttempt, { stateHash })
  if (!row) return { kind: 'refused', reason: 'attempt_unknown' }
  const { browser, accountId } = begunBy(context)
  const { organisationId, sealed } = Payload.parse(row.payload)
  const same = timingSafeEqual(row.browser_hash, sha256(browser)) && row.account_id === accountId
  if (!same || organisationId !== context.organisationId) return { kind: 'refused', reason: 'another_browser' }
  if (row.expires_at <= context.clock.now()) return { kind: 'refused', reason: 'attempt_expired' }
  const text = await parts.vault.openText(
    context.reader,
    organisationId,
    places.attempt(stateHash),
    Buffer.from(sealed, 'base64'),
  )
  return { kind: 'found', stateHash, attempt: Attempt.parse(JSON.parse(text)) }
}

/** Uses an attempt up. @returns false where another answer was faster */
export const useUp = async ({ transaction }: CommandContext, stateHash: Uint8Array): Promise<boolean> =>
  (await transaction.run(takeAttempt, { stateHash })) === 1

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

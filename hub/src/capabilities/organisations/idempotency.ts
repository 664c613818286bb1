import { AtriumError } from '../../kernel/errors.ts'
import type { IdempotencyStore } from '../../operation/ports.ts'
import { idempotencyKeyLasts } from './rules.ts'
import { claimIdempotencyKey } from './sql/claim-idempotency-key.ts'
import { deleteOldIdempotencyKeys } from './sql/delete-old-idempotency-keys.ts'
import { keepAnswer } from './sql/keep-answer.ts'
import { keptAnswer } from './sql/kept-answer.ts'
import { reuseIdempotencyKey } from './sql/reuse-idempotency-key.ts'

/**
 * Answers kept for 24 hours, for each caller of an organisation apart. A caller who belongs to no organisation yet (the
 * public operations that sign in) is served without: what they start is a session, which is not to be answered twice.
 */
export const idempotencyStore: IdempotencyStore = {
  async claim(transaction, { principalId, key, requestHash, now }) {
    if (!transaction.scope.organisationId) return undefined
    if (key.length < 1 || key.length > 255)
      throw new AtriumError('invalid_input', { detail: 'An Idempotency-Key has 1 to 255 characters.' })
    const before = new Date(now.getTime() - idempotencyKeyLasts)
    await transaction.run(deleteOldIdempotencyKeys, { before })
    const claimed = await transaction.run(claimIdempotencyKey, { principalId, key, requestHash, now })
    if (claimed > 0) return undefined
    const kept = await transaction.first(keptAnswer, { principalId, key })
    if (!kept || kept.created_at <= before) {
      await transaction.run(reuseIdempotencyKey, { principalId, key, requestHash, now })
      return undefined
    }
    if (kept.request_hash !== requestHash) throw new AtriumError('idempotency_mismatch')
    if (!kept.done) return undefined
    return kept.answer === null ? { secretShown: true } : { answer: kept.answer }
  },
  async keep(transaction, { principalId, key, answer }) {
    if (!transaction.scope.organisationId) return
    const text = answer === undefined ? null : JSON.stringify(answer)
    await transaction.run(keepAnswer, { principalId, key, answer: text })
  },
}

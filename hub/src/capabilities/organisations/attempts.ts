import { AtriumError } from '../../kernel/errors.ts'
import type { Clock } from '../../kernel/time.ts'
import type { Database, Writer } from '../../platform/database/database.ts'
import { sha256 } from './hash.ts'
import { addressBucket, attemptsForgottenAfter, type SlowDown, slowDowns, waitBefore } from './rules.ts'
import { countAttempt } from './sql/count-attempt.ts'
import { deleteOldAttempts } from './sql/delete-old-attempts.ts'
import { ensureAttempts } from './sql/ensure-attempts.ts'
import { lockAttempts } from './sql/lock-attempts.ts'
import { takeBackAttempt } from './sql/take-back-attempt.ts'

/** What is guessed at, and from where, if that is known. */
export interface AttemptSubject {
  email: string
  address: string | undefined
}

/** Counts guesses by account and by address, whether or not there is such an account. */
export interface Attempts {
  /**
   * Counts an attempt as failed before it is looked at, so that of many at once only the free ones get through.
   * @throws AtriumError `slow_down` with the seconds to wait; such an attempt is not counted
   */
  begin(subject: AttemptSubject): Promise<void>
  /** it succeeded: the account starts from nothing, the address has its attempt back */
  succeeded(writer: Writer, subject: AttemptSubject): Promise<void>
}

export function createAttempts({ database, clock }: { database: Database; clock: Clock }): Attempts {
  return {
    async begin(subject) {
      const now = clock.now()
      const buckets = bucketsOf(subject)
      const subjects = buckets.map(({ hash }) => hash)
      const wait = await database.write({}, async (writer) => {
        await writer.run(deleteOldAttempts, { before: new Date(now.getTime() - attemptsForgottenAfter) })
        await writer.run(ensureAttempts, { subjects, now })
        const rows = await writer.rows(lockAttempts, { subjects })
        const found = buckets.flatMap(({ hash, rule }) => {
          const row = rows.find(({ subject_hash }) => subject_hash.equals(hash))
          return row ? [{ hash, rule, failures: row.failures, lastFailedAt: row.last_failed_at }] : []
        })
        const longest = Math.max(0, ...found.map((before) => waitBefore(before, before.rule, now)))
        if (longest > 0) return longest
        for (const { hash, failures, lastFailedAt } of found) {
          const forgotten = now.getTime() - lastFailedAt.getTime() >= attemptsForgottenAfter
          await writer.run(countAttempt, { subject: hash, failures: forgotten ? 1 : failures + 1, now })
        }
        return 0
      })
      if (wait > 0) throw new AtriumError('slow_down', { retryAfterSeconds: Math.ceil(wait / 1_000) })
    },
    async succeeded(writer, subject) {
      for (const { hash, name } of bucketsOf(subject))
        await writer.run(takeBackAttempt, { subject: hash, all: name === 'account' })
    },
  }
}

/** In the order of their hashes, which is the order in which rows are locked: no two attempts wait for each other. */
function bucketsOf({
  email,
  address,
}: AttemptSubject): { name: keyof typeof slowDowns; hash: Buffer; rule: SlowDown }[] {
  const account = { name: 'account' as const, hash: sha256(`account\0${email.toLowerCase()}`), rule: slowDowns.account }
  if (address === undefined) return [account]
  const network = addressBucket(address)
  const place = { name: 'address' as const, hash: sha256(`address\0${network}`), rule: slowDowns.address }
  return [account, place].sort((a, b) => a.hash.compare(b.hash))
}

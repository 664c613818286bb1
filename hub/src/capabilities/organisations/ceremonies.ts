import { AtriumError } from '../../kernel/errors.ts'
import { randomToken } from '../../kernel/random.ts'
import { minutes } from '../../kernel/time.ts'
import type { BaseContext } from '../../operation/context.ts'
import type { Database, Writer } from '../../platform/database/database.ts'
import { sha256 } from './hash.ts'
import { deleteExpiredCeremonies } from './sql/delete-expired-ceremonies.ts'
import { insertCeremony } from './sql/insert-ceremony.ts'
import { takeCeremony } from './sql/take-ceremony.ts'

const kinds = ['passkey.add', 'passkey.sign-in'] as const
type CeremonyKind = (typeof kinds)[number]

const lasts = minutes(5)

/** Begins a ceremony of this browser; for an account where it is one of a signed-in person. @returns its challenge */
export async function beginCeremony(
  context: BaseContext,
  writer: Writer,
  kind: CeremonyKind,
  accountId: string | null,
): Promise<string> {
  const now = context.clock.now()
  const challenge = randomToken(context.random)
  await writer.run(deleteExpiredCeremonies, { now, kinds: [...kinds] })
  await writer.run(insertCeremony, {
    ceremonyHash: sha256(challenge),
    kind,
    browserHash: browserHash(context),
    accountId,
    expiresAt: new Date(now.getTime() + lasts),
  })
  return challenge
}

/**
 * Takes a ceremony's challenge, in a transaction of its own: whatever comes of it, it was used.
 *
 * @returns whether it was begun in this very browser, for this account, and is not too old
 */
export async function takeChallenge(
  context: BaseContext,
  database: Database,
  kind: CeremonyKind,
  accountId: string | null,
  challenge: string,
): Promise<boolean> {
  const now = context.clock.now()
  const ceremony = { ceremonyHash: sha256(challenge), kind, browserHash: browserHash(context), accountId, now }
  return (await database.write({}, (writer) => writer.run(takeCeremony, ceremony))) > 0
}

function browserHash({ browser }: BaseContext): Buffer {
  if (!browser)
    throw new AtriumError('invalid_input', {
      detail: 'This must be done in a browser that keeps cookies.',
      next: 'Allow cookies for this address and try again.',
    })
  return sha256(browser)
}

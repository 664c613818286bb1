import { AtriumError } from '../../kernel/errors.ts'
import type { Reader } from '../../platform/database/database.ts'
import type { SignInMethod } from './model/session.ts'
import { mayChangeCredentials } from './rules.ts'
import { ownPasskeys } from './sql/own-passkeys.ts'
import { ownPassword } from './sql/own-password.ts'
import type { PasskeyRow } from './sql/rows.ts'
import { sessionById } from './sql/session-by-id.ts'

/** What the acting person can sign in with, and whether this session may change it. */
export interface OwnCredentialFacts {
  passwordHash: string | undefined
  passkeys: PasskeyRow[]
  startedAt: Date
  method: SignInMethod
  mayChange: boolean
}

export async function ownCredentials(reader: Reader, sessionId: string, now: Date): Promise<OwnCredentialFacts> {
  const password = await reader.first(ownPassword, {})
  const passkeys = await reader.rows(ownPasskeys, {})
  const session = await reader.first(sessionById, { sessionId })
  // it ended between the door and here
  if (!session) throw new AtriumError('unauthenticated')
  const { created_at: startedAt, method } = session
  const hasCredentials = password !== undefined || passkeys.length > 0
  return {
    passwordHash: password?.hash,
    passkeys,
    startedAt,
    method,
    mayChange: mayChangeCredentials({ startedAt, hasCredentials }, now),
  }
}

/** @throws AtriumError `forbidden` where the person showed who they are too long ago */
export function requireRecent({ mayChange }: OwnCredentialFacts): void {
  if (mayChange) return
  throw new AtriumError('forbidden', {
    reason: 'sign_in_again',
    detail: 'You signed in too long ago to change what you sign in with.',
    next: 'Sign out and in again, then do this within 15 minutes.',
  })
}

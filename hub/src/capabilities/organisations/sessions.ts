import { randomToken } from '../../kernel/random.ts'
import type { CommandContext } from '../../operation/context.ts'
import { sha256 } from './hash.ts'
import type { SessionStarted, SignInMethod } from './model/session.ts'
import { sessionIdles, sessionLasts } from './rules.ts'
import { deleteExpiredSessions } from './sql/delete-expired-sessions.ts'
import { deleteSession } from './sql/delete-session.ts'
import { insertSession } from './sql/insert-session.ts'

/**
 * Begins a session for a person in an organisation, always under a new token, and ends the one that the browser had: so
 * a token that somebody planted there before gets no rights (session fixation), and none outlives a change of rights.
 * `startedAt` is when the person showed who they are, where that was not just now: a new token makes nothing recent.
 * The transaction acts as that person in that organisation afterwards.
 */
export async function startSession(
  context: CommandContext,
  as: { accountId: string; organisationId: string; method: SignInMethod; startedAt?: Date },
): Promise<SessionStarted> {
  const { transaction, principal, clock, random, newId } = context
  const now = clock.now()
  if (principal.kind === 'session') {
    await transaction.actAs({ organisationId: principal.organisationId, accountId: principal.accountId })
    await transaction.run(deleteSession, { sessionId: principal.id })
  }
  await transaction.actAs({ organisationId: as.organisationId, accountId: as.accountId })
  await transaction.run(deleteExpiredSessions, { now, idleSince: new Date(now.getTime() - sessionIdles) })
  const token = randomToken(random)
  const sessionId = newId()
  const startedAt = as.startedAt ?? now
  const expiresAt = new Date(startedAt.getTime() + sessionLasts)
  await transaction.run(insertSession, {
    sessionId,
    tokenHash: sha256(token),
    method: as.method,
    address: context.address,
    startedAt,
    now,
    expiresAt,
  })
  return {
    sessionToken: token,
    sessionId,
    accountId: as.accountId,
    organisationId: as.organisationId,
    method: as.method,
    expiresAt: expiresAt.toISOString(),
  }
}

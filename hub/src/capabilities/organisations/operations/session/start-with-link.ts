import { z } from 'zod'
import { AtriumError } from '../../../../kernel/errors.ts'
import type { CommandContext } from '../../../../operation/context.ts'
import { operation } from '../../../../operation/define.ts'
import { sha256 } from '../../hash.ts'
import { SessionStarted } from '../../model/session.ts'
import { linkOutcome } from '../../rules.ts'
import { startSession } from '../../sessions.ts'
import { acceptMembership } from '../../sql/accept-membership.ts'
import { linkByToken } from '../../sql/link-by-token.ts'
import { lookUpOwnOrganisations } from '../../sql/look-up-own-organisations.ts'
import { lookUpSignInLink } from '../../sql/look-up-sign-in-link.ts'
import { ownPasskeys } from '../../sql/own-passkeys.ts'
import { ownPassword } from '../../sql/own-password.ts'
import { sessionById } from '../../sql/session-by-id.ts'
import { useLink } from '../../sql/use-link.ts'

export const startWithLink = operation({
  name: 'session.start-with-link',
  summary: 'Sign in with a one-time link, or accept an invitation with it',
  kind: 'command',
  effect: 'reversible',
  route: 'POST /v1/session/link',
  access: 'public',
  verifier: 'a one-time link token of 256 random bits, kept as a hash, valid for 24 hours',
  input: z.object({ token: z.string().min(1).max(200).describe('What stands behind # in the link') }),
  output: SessionStarted,
  errors: ['sign_in_refused'],
  showsSecret: true,
  subject: (_, outcome) => outcome && { type: 'account', id: outcome.accountId },
  audit: (_, outcome) => ({ method: outcome.method }),
  async run(context, { token }) {
    const { transaction, clock, principal } = context
    const tokenHash = sha256(token)
    const now = clock.now()
    const named = await transaction.first(lookUpSignInLink, { tokenHash, now })
    if (!named) throw linkRefused()
    const { account_id: accountId, organisation_id: organisationId } = named
    const current = principal.kind === 'session' && principal.accountId === accountId ? principal.id : undefined

    await transaction.actAs({ organisationId, accountId })
    const link = await transaction.first(linkByToken, { tokenHash })
    if (!link) throw linkRefused()
    const outcome = linkOutcome({
      issuedBy: link.issued_by,
      signedInAsThem: current !== undefined,
      ...(await standing(context, organisationId)),
    })
    if (outcome === 'sign_in_first')
      throw new AtriumError('sign_in_refused', {
        reason: 'sign_in_first',
        detail: 'You already have an account here, so this link alone does not sign you in.',
        next: 'Sign in with your password or passkey, then open the link again.',
      })
    if ((await transaction.run(useLink, { tokenHash, now })) === 0) throw linkRefused()
    if ((await transaction.run(acceptMembership, { now })) === 0) throw linkRefused()
    // accepting while signed in shows nothing new about who is there, so it makes nothing recent
    const before =
      current && link.issued_by === 'organisation'
        ? await transaction.first(sessionById, { sessionId: current })
        : undefined
    return startSession(context, {
      accountId,
      organisationId,
      method: before?.method ?? 'link',
      startedAt: before?.created_at ?? now,
    })
  },
})

async function standing({ transaction }: CommandContext, organisationId: string) {
  const password = await transaction.first(ownPassword, {})
  const passkeys = await transaction.rows(ownPasskeys, {})
  const organisations = await transaction.rows(lookUpOwnOrganisations, {})
  return {
    hasCredentials: password !== undefined || passkeys.length > 0,
    belongsElsewhere: organisations.some(({ organisation_id }) => organisation_id !== organisationId),
  }
}

/** One answer for unknown, used, expired and withdrawn: it tells a guesser nothing. */
const linkRefused = () =>
  new AtriumError('sign_in_refused', {
    reason: 'link',
    detail: 'This link was used already, has expired or was replaced by a newer one.',
    next: 'Ask for a new link: an owner of your organisation can make one, or whoever operates this installation.',
  })

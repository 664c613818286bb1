import { z } from 'zod'
import { AtriumError } from '../../../../kernel/errors.ts'
import { operation } from '../../../../operation/define.ts'
import type { Attempts } from '../../attempts.ts'
import { memberOrganisation } from '../../member-organisation.ts'
import { EmailAddress } from '../../model/organisation.ts'
import { SessionStarted } from '../../model/session.ts'
import type { OrganisationsParts } from '../../parts.ts'
import { passwordMaximum } from '../../password-quality.ts'
import type { Passwords } from '../../passwords.ts'
import { startSession } from '../../sessions.ts'
import { enterScope } from '../../sql/enter-scope.ts'
import { lookUpAccount } from '../../sql/look-up-account.ts'
import { lookUpOwnOrganisations } from '../../sql/look-up-own-organisations.ts'
import { ownPassword } from '../../sql/own-password.ts'
import { rehashPassword } from '../../sql/rehash-password.ts'

export const startWithPassword = ({ database, log }: OrganisationsParts, passwords: Passwords, attempts: Attempts) =>
  operation({
    name: 'session.start-with-password',
    summary: 'Sign in with an e-mail address and a password',
    kind: 'probe',
    effect: 'reversible',
    route: 'POST /v1/session/password',
    access: 'public',
    verifier: 'the password, against its Argon2id hash, slowed down by account and by address',
    input: z.object({ email: EmailAddress, password: z.string().min(1).max(passwordMaximum).meta({ secret: true }) }),
    output: SessionStarted,
    errors: ['sign_in_refused', 'slow_down'],
    showsSecret: true,
    subject: (_, outcome) => outcome && { type: 'account', id: outcome.accountId },
    audit: (_, outcome) => ({ method: outcome.method }),
    prepare: async () => null,
    async reach(context, _: null, { email, password }) {
      const subject = { email, address: context.address }
      await attempts.begin(subject)
      const known = await database.read({}, async (reader) => {
        const named = await reader.first(lookUpAccount, { email })
        if (!named) return undefined
        await reader.first(enterScope, { organisationId: '', accountId: named.account_id })
        const kept = await reader.first(ownPassword, {})
        const [first] = await reader.rows(lookUpOwnOrganisations, {})
        return { accountId: named.account_id, hash: kept?.hash, organisationId: first?.organisation_id }
      })
      const right = await passwords.matches(known?.hash, password)
      if (!known?.hash || !right) {
        log.warn({ operation: 'session.start-with-password', accountId: known?.accountId }, 'sign-in refused')
        throw new AtriumError('sign_in_refused', {
          detail: 'The e-mail address or the password is not right.',
          auditedIn: known?.organisationId,
        })
      }
      const newer = passwords.outdated(known.hash) ? await passwords.hash(password) : undefined
      return { accountId: known.accountId, hash: known.hash, newer, subject }
    },
    async record(context, { accountId, hash, newer, subject }) {
      const { transaction } = context
      await attempts.succeeded(transaction, subject)
      await transaction.actAs({ accountId })
      if (newer !== undefined) await transaction.run(rehashPassword, { before: hash, hash: newer })
      const organisationId = await memberOrganisation(transaction)
      return startSession(context, { accountId, organisationId, method: 'password' })
    },
  })

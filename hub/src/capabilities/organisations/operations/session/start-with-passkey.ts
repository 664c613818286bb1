import { z } from 'zod'
import { AtriumError } from '../../../../kernel/errors.ts'
import { operation } from '../../../../operation/define.ts'
import { takeChallenge } from '../../ceremonies.ts'
import { memberOrganisation } from '../../member-organisation.ts'
import { PasskeyAssertion } from '../../model/passkey.ts'
import { SessionStarted } from '../../model/session.ts'
import type { OrganisationsParts } from '../../parts.ts'
import { relyingParty, userHandle, verifyAssertion } from '../../passkeys.ts'
import { startSession } from '../../sessions.ts'
import { enterScope } from '../../sql/enter-scope.ts'
import { lookUpPasskey } from '../../sql/look-up-passkey.ts'
import { ownPasskeys } from '../../sql/own-passkeys.ts'
import { usePasskey } from '../../sql/use-passkey.ts'

export const startWithPasskey = ({ database, log, url }: OrganisationsParts) =>
  operation({
    name: 'session.start-with-passkey',
    summary: 'Sign in with a passkey',
    kind: 'probe',
    effect: 'reversible',
    route: 'POST /v1/session/passkey',
    access: 'public',
    verifier: "the passkey's signature over a challenge that was given to this browser (WebAuthn §7.2)",
    input: z.object({ assertion: PasskeyAssertion }),
    output: SessionStarted,
    errors: ['sign_in_refused', 'conflict'],
    showsSecret: true,
    subject: (_, outcome) => outcome && { type: 'account', id: outcome.accountId },
    audit: (_, outcome) => ({ method: outcome.method }),
    prepare: async () => null,
    async reach(context, _: null, { assertion }) {
      const party = relyingParty(url)
      const known = await database.read({}, async (reader) => {
        const named = await reader.first(lookUpPasskey, { credentialId: assertion.id })
        if (!named) return undefined
        await reader.first(enterScope, { organisationId: '', accountId: named.account_id })
        const passkey = (await reader.rows(ownPasskeys, {})).find((row) => row.credential_id === assertion.id)
        return passkey && isHandleOf(named.account_id, assertion) ? { accountId: named.account_id, passkey } : undefined
      })
      const counter =
        known &&
        (await verifyAssertion(party, known.passkey, assertion, (challenge) =>
          takeChallenge(context, database, 'passkey.sign-in', null, challenge),
        ))
      if (!known || counter === undefined) {
        log.warn({ operation: 'session.start-with-passkey', accountId: known?.accountId }, 'sign-in refused')
        throw passkeyRefused()
      }
      return { accountId: known.accountId, credentialId: assertion.id, counter }
    },
    async record(context, { accountId, credentialId, counter }) {
      const { transaction, clock } = context
      await transaction.actAs({ accountId })
      if ((await transaction.run(usePasskey, { credentialId, counter, now: clock.now() })) === 0) throw passkeyRefused()
      const organisationId = await memberOrganisation(transaction)
      return startSession(context, { accountId, organisationId, method: 'passkey' })
    },
  })

/** WebAuthn §7.2 step 6: the authenticator must not name another account than the one that the passkey belongs to. */
const isHandleOf = (accountId: string, { response }: PasskeyAssertion): boolean =>
  !response.userHandle || response.userHandle === userHandle(accountId)

const passkeyRefused = () =>
  new AtriumError('sign_in_refused', {
    detail: 'This passkey was not accepted.',
    next: 'Try once more; if it was removed from your account here, sign in another way.',
  })

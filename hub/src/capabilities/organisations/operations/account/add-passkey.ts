import { z } from 'zod'
import { AtriumError } from '../../../../kernel/errors.ts'
import { operation } from '../../../../operation/define.ts'
import { takeChallenge } from '../../ceremonies.ts'
import { ownCredentials, requireRecent } from '../../credentials.ts'
import { PasskeyRegistration } from '../../model/passkey.ts'
import { Passkey } from '../../model/session.ts'
import type { OrganisationsParts } from '../../parts.ts'
import { relyingParty, verifyRegistration } from '../../passkeys.ts'
import { sessionPrincipal } from '../../session-principal.ts'
import { insertPasskey } from '../../sql/insert-passkey.ts'

export const addPasskey = ({ database, url }: OrganisationsParts) =>
  operation({
    name: 'account.add-passkey',
    summary: 'Add the passkey that the browser made',
    kind: 'probe',
    effect: 'reversible',
    route: 'POST /v1/account/passkeys',
    access: 'session',
    input: z.object({
      name: z.string().trim().min(1).max(100).describe('By which you recognise it'),
      registration: PasskeyRegistration,
    }),
    output: Passkey,
    errors: ['conflict'],
    subject: (_, outcome) => outcome && { type: 'passkey', id: outcome.passkeyId },
    audit: ({ name }) => ({ name }),
    async prepare(context) {
      const principal = sessionPrincipal(context)
      requireRecent(await ownCredentials(context.reader, principal.id, context.clock.now()))
      return principal.accountId
    },
    async reach(context, accountId, { registration }) {
      const made = await verifyRegistration(relyingParty(url), registration, (challenge) =>
        takeChallenge(context, database, 'passkey.add', accountId, challenge),
      )
      if (made) return made
      throw new AtriumError('conflict', {
        reason: 'passkey_not_verified',
        detail: 'What the browser made does not belong to what was asked of it.',
        next: 'Begin again in this same browser; it must be finished within five minutes.',
      })
    },
    async record({ transaction, clock }, made, { name }) {
      const now = clock.now()
      if ((await transaction.run(insertPasskey, { ...made, name, now })) === 0)
        throw new AtriumError('conflict', {
          reason: 'passkey_known',
          detail: 'This passkey was added already.',
          next: 'Use another authenticator, or sign in with this one.',
        })
      return { passkeyId: made.credentialId, name, addedAt: now.toISOString(), lastUsedAt: null }
    },
  })

import { z } from 'zod'
import { AtriumError } from '../../../../kernel/errors.ts'
import { operation } from '../../../../operation/define.ts'
import { beginCeremony } from '../../ceremonies.ts'
import { ownCredentials, requireRecent } from '../../credentials.ts'
import { PasskeyCreationOptions } from '../../model/passkey.ts'
import type { OrganisationsParts } from '../../parts.ts'
import { passkeyAlgorithms, passkeyTimeoutMs, relyingParty, userHandle } from '../../passkeys.ts'
import { sessionPrincipal } from '../../session-principal.ts'
import { ownAccount } from '../../sql/own-account.ts'

export const passkeyOptions = ({ url }: OrganisationsParts) =>
  operation({
    name: 'account.passkey-options',
    summary: 'Begin to add a passkey: what the browser must make',
    kind: 'command',
    effect: 'none',
    route: 'POST /v1/account/passkey-options',
    access: 'session',
    input: z.object({}),
    output: PasskeyCreationOptions,
    errors: ['conflict'],
    showsSecret: true,
    subject: () => undefined,
    audit: () => ({}),
    async run(context) {
      const { transaction, clock } = context
      const { id: party } = relyingParty(url)
      const { id, accountId } = sessionPrincipal(context)
      const account = await transaction.first(ownAccount, {})
      if (!account) throw new AtriumError('unauthenticated')
      const credentials = await ownCredentials(transaction, id, clock.now())
      requireRecent(credentials)
      const challenge = await beginCeremony(context, transaction, 'passkey.add', accountId)
      return {
        challenge,
        rp: { id: party, name: 'Atrium' },
        user: {
          id: userHandle(accountId),
          name: account.email ?? account.display_name,
          displayName: account.display_name,
        },
        pubKeyCredParams: passkeyAlgorithms.map((alg) => ({ type: 'public-key' as const, alg })),
        timeout: passkeyTimeoutMs,
        excludeCredentials: credentials.passkeys.map((passkey) => ({
          type: 'public-key' as const,
          id: passkey.credential_id,
          transports: passkey.transports,
        })),
        // the passkey is all that is asked for, so it must know the person and be found without a name
        authenticatorSelection: {
          residentKey: 'required' as const,
          requireResidentKey: true,
          userVerification: 'required' as const,
        },
        attestation: 'none' as const,
      }
    },
  })

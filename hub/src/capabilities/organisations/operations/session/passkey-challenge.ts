import { z } from 'zod'
import { operation } from '../../../../operation/define.ts'
import { beginCeremony } from '../../ceremonies.ts'
import { PasskeyRequestOptions } from '../../model/passkey.ts'
import type { OrganisationsParts } from '../../parts.ts'
import { passkeyTimeoutMs, relyingParty } from '../../passkeys.ts'

export const passkeyChallenge = ({ url }: OrganisationsParts) =>
  operation({
    name: 'session.passkey-challenge',
    summary: 'Begin to sign in with a passkey: what the browser must sign',
    kind: 'command',
    effect: 'none',
    route: 'POST /v1/session/passkey-challenge',
    access: 'public',
    verifier: 'nothing: anybody may begin; the challenge works once, for five minutes, in this browser only',
    input: z.object({}),
    output: PasskeyRequestOptions,
    errors: ['conflict'],
    showsSecret: true,
    subject: () => undefined,
    audit: () => ({}),
    async run(context) {
      const { id } = relyingParty(url)
      const challenge = await beginCeremony(context, context.transaction, 'passkey.sign-in', null)
      return { challenge, rpId: id, timeout: passkeyTimeoutMs, userVerification: 'required' as const }
    },
  })

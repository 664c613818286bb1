import { z } from 'zod'
import { AtriumError, notFound } from '../../../../kernel/errors.ts'
import { operation } from '../../../../operation/define.ts'
import { Done } from '../../../../operation/schemas.ts'
import { ownCredentials, requireRecent } from '../../credentials.ts'
import { sessionPrincipal } from '../../session-principal.ts'
import { deleteOtherSessions } from '../../sql/delete-other-sessions.ts'
import { deletePasskey } from '../../sql/delete-passkey.ts'

export const removePasskey = operation({
  name: 'account.remove-passkey',
  summary: 'Remove one of my passkeys; my other sessions end',
  kind: 'command',
  effect: 'irreversible',
  route: 'DELETE /v1/account/passkeys/{passkeyId}',
  access: 'session',
  input: z.object({ passkeyId: z.string().min(1).max(1_400) }),
  output: Done,
  errors: ['not_found', 'conflict'],
  subject: ({ passkeyId }) => ({ type: 'passkey', id: passkeyId }),
  audit: () => ({}),
  async run(context, { passkeyId }) {
    const { transaction, clock } = context
    const { id } = sessionPrincipal(context)
    const credentials = await ownCredentials(transaction, id, clock.now())
    if (!credentials.passkeys.some((passkey) => passkey.credential_id === passkeyId)) throw notFound('passkey')
    requireRecent(credentials)
    if (credentials.passwordHash === undefined && credentials.passkeys.length === 1)
      throw new AtriumError('conflict', {
        reason: 'last_credential',
        detail: 'This is the only thing that you can sign in with.',
        next: 'Add another passkey or set a password first.',
      })
    await transaction.run(deletePasskey, { credentialId: passkeyId })
    await transaction.run(deleteOtherSessions, { keep: id })
    return { done: true as const }
  },
})

import { z } from 'zod'
import { operation } from '../../../../operation/define.ts'
import { SessionEnded } from '../../model/session.ts'
import { sessionPrincipal } from '../../session-principal.ts'
import { deleteSession } from '../../sql/delete-session.ts'

export const endSession = operation({
  name: 'session.end',
  summary: 'Sign out',
  kind: 'command',
  effect: 'none',
  route: 'DELETE /v1/session',
  access: 'session',
  input: z.object({}),
  output: SessionEnded,
  errors: [],
  subject: () => undefined,
  audit: () => ({}),
  async run(context) {
    await context.transaction.run(deleteSession, { sessionId: sessionPrincipal(context).id })
    return { sessionToken: null, done: true as const }
  },
})

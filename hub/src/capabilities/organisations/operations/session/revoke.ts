import { z } from 'zod'
import { notFound } from '../../../../kernel/errors.ts'
import { operation } from '../../../../operation/define.ts'
import { Done, Uuid } from '../../../../operation/schemas.ts'
import { deleteSession } from '../../sql/delete-session.ts'

export const revokeSession = operation({
  name: 'session.revoke',
  summary: 'End one of my sessions',
  kind: 'command',
  effect: 'none',
  route: 'DELETE /v1/sessions/{sessionId}',
  access: 'session',
  input: z.object({ sessionId: Uuid }),
  output: Done,
  errors: ['not_found'],
  subject: ({ sessionId }) => ({ type: 'session', id: sessionId }),
  audit: () => ({}),
  async run({ transaction }, { sessionId }) {
    if ((await transaction.run(deleteSession, { sessionId })) === 0) throw notFound('session')
    return { done: true as const }
  },
})

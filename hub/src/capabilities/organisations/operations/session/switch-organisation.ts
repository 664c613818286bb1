import { z } from 'zod'
import { AtriumError, notFound } from '../../../../kernel/errors.ts'
import { operation } from '../../../../operation/define.ts'
import { Uuid } from '../../../../operation/schemas.ts'
import { SessionStarted } from '../../model/session.ts'
import { sessionPrincipal } from '../../session-principal.ts'
import { startSession } from '../../sessions.ts'
import { lookUpOwnOrganisations } from '../../sql/look-up-own-organisations.ts'
import { sessionById } from '../../sql/session-by-id.ts'

export const switchOrganisation = operation({
  name: 'session.switch-organisation',
  summary: 'Act in another of my organisations',
  kind: 'command',
  effect: 'reversible',
  route: 'POST /v1/session/organisation',
  access: 'session',
  input: z.object({ organisationId: Uuid }),
  output: SessionStarted,
  errors: ['not_found'],
  showsSecret: true,
  // of where the person leaves; the other organisation's log begins with what they do there
  subject: () => undefined,
  audit: () => ({}),
  async run(context, { organisationId }) {
    const { transaction } = context
    const { id, accountId } = sessionPrincipal(context)
    const before = transaction.scope
    const organisations = await transaction.rows(lookUpOwnOrganisations, {})
    if (!organisations.some((own) => own.organisation_id === organisationId)) throw notFound('organisation')
    const session = await transaction.first(sessionById, { sessionId: id })
    if (!session) throw new AtriumError('unauthenticated')
    const { method, created_at: startedAt } = session
    const started = await startSession(context, { accountId, organisationId, method, startedAt })
    await transaction.actAs(before)
    return started
  },
})

import { z } from 'zod'
import { operation } from '../../../../operation/define.ts'
import { Done, Uuid } from '../../../../operation/schemas.ts'
import { memberToChange } from '../../members.ts'
import { deleteMembership } from '../../sql/delete-membership.ts'
import { deleteSessionsHere } from '../../sql/delete-sessions-here.ts'
import { revokeApiKeysOf } from '../../sql/revoke-api-keys-of.ts'
import { voidLinks } from '../../sql/void-links.ts'

export const removeMember = operation({
  name: 'organisations.remove-member',
  summary: 'Remove a person from the organisation: their sessions here end, and their API keys are revoked',
  kind: 'command',
  effect: 'irreversible',
  route: 'DELETE /v1/members/{accountId}',
  scope: 'organisation:write',
  input: z.object({ accountId: Uuid }),
  output: Done,
  errors: ['not_found', 'conflict'],
  subject: ({ accountId }) => ({ type: 'account', id: accountId }),
  audit: () => ({}),
  async run(context, { accountId }) {
    const { transaction, clock, organisationId } = context
    const before = transaction.scope
    await memberToChange(transaction, context.principal, { accountId, to: undefined })
    await transaction.run(revokeApiKeysOf, { accountId, now: clock.now() })
    await transaction.run(deleteMembership, { accountId })
    await transaction.actAs({ organisationId, accountId })
    await transaction.run(deleteSessionsHere, {})
    await transaction.run(voidLinks, { issuedBy: 'organisation' })
    await transaction.run(voidLinks, { issuedBy: 'installation' })
    await transaction.actAs(before)
    return { done: true as const }
  },
})

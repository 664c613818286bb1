import { z } from 'zod'
import { AtriumError } from '../../../../kernel/errors.ts'
import { operation } from '../../../../operation/define.ts'
import { Organisation, OrganisationName } from '../../model/organisation.ts'
import { sessionPrincipal } from '../../session-principal.ts'
import { insertMembership } from '../../sql/insert-membership.ts'
import { insertOrganisation } from '../../sql/insert-organisation.ts'
import { ownAccount } from '../../sql/own-account.ts'

export const createOrganisation = operation({
  name: 'organisations.create',
  summary: 'Make a further organisation, which I own',
  kind: 'command',
  effect: 'irreversible',
  route: 'POST /v1/organisations',
  access: 'session',
  input: z.object({ name: OrganisationName }),
  output: Organisation,
  errors: [],
  subject: (_, outcome) => outcome && { type: 'organisation', id: outcome.organisationId },
  // the name is the new organisation's own, and this entry stands in the log of another
  audit: () => ({}),
  async run(context, { name }) {
    const { transaction, clock, newId } = context
    const { accountId } = sessionPrincipal(context)
    const before = transaction.scope
    const account = await transaction.first(ownAccount, {})
    if (!account) throw new AtriumError('unauthenticated')
    const organisationId = newId()
    const now = clock.now()
    await transaction.actAs({ organisationId, accountId })
    await transaction.run(insertOrganisation, { name, now })
    const invitedAs = account.display_name
    await transaction.run(insertMembership, { role: 'owner', invitedAs, now, acceptedAt: now })
    await transaction.actAs(before)
    return { organisationId, name, createdAt: now.toISOString() }
  },
})

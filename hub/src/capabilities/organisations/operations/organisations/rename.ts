import { z } from 'zod'
import { notFound } from '../../../../kernel/errors.ts'
import { operation } from '../../../../operation/define.ts'
import { Organisation, OrganisationName } from '../../model/organisation.ts'
import { ownOrganisation } from '../../sql/own-organisation.ts'
import { renameOrganisation as renameStatement } from '../../sql/rename-organisation.ts'
import { organisationView } from '../../views.ts'

export const renameOrganisation = operation({
  name: 'organisations.rename',
  summary: 'Rename the organisation',
  kind: 'command',
  effect: 'reversible',
  route: 'PATCH /v1/organisation',
  scope: 'organisation:write',
  input: z.object({ name: OrganisationName }),
  output: Organisation,
  errors: [],
  subject: (_, outcome) => outcome && { type: 'organisation', id: outcome.organisationId },
  audit: ({ name }) => ({ name }),
  async run({ transaction }, { name }) {
    await transaction.run(renameStatement, { name })
    const row = await transaction.first(ownOrganisation, {})
    if (!row) throw notFound('organisation')
    return organisationView(row)
  },
})

import { z } from 'zod'
import { notFound } from '../../../../kernel/errors.ts'
import { operation } from '../../../../operation/define.ts'
import { Organisation } from '../../model/organisation.ts'
import { ownOrganisation } from '../../sql/own-organisation.ts'
import { organisationView } from '../../views.ts'

export const showOrganisation = operation({
  name: 'organisations.show',
  summary: 'The organisation that the caller acts in',
  kind: 'query',
  route: 'GET /v1/organisation',
  scope: 'organisation:read',
  input: z.object({}),
  output: Organisation,
  errors: [],
  async run({ reader }) {
    const row = await reader.first(ownOrganisation, {})
    if (!row) throw notFound('organisation')
    return organisationView(row)
  },
})

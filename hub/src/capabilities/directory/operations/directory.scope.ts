import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { DirectoryScope } from '../model/sync.ts'
import { everybody, scopeOfOrganisation } from './people-filter.ts'

export const showScope = operation({
  name: 'directory.scope',
  summary: 'Who counts as one of the organisation’s people',
  kind: 'query',
  route: 'GET /v1/directory/scope',
  scope: 'directory:read',
  input: z.object({}),
  output: DirectoryScope,
  errors: [],
  async run(context) {
    const row = (await context.reader.first(scopeOfOrganisation, {})) ?? everybody
    return {
      includeGuests: row.include_guests,
      includeBlocked: row.include_blocked,
      departments: row.departments,
      groupIds: row.group_ids,
      administrativeUnitIds: row.administrative_unit_ids,
    }
  },
})

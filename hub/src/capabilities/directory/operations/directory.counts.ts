import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { InstantInput } from '../../../operation/schemas.ts'
import { DirectoryCounts } from '../model/sync.ts'
import { countsAsOf } from '../sql/counts.ts'
import { answeredInstant } from './as-of-instant.ts'

export const countDirectory = operation({
  name: 'directory.counts',
  summary: 'How much of everything the directory holds, whatever the scope',
  kind: 'query',
  route: 'GET /v1/directory/counts',
  scope: 'directory:read',
  input: z.object({ asOf: InstantInput.optional() }),
  output: DirectoryCounts,
  errors: [],
  async run(context, input) {
    const { at, asOf } = await answeredInstant(context, input.asOf)
    const row = await countsAsOf(context.reader, at)
    return {
      people: row?.people ?? 0,
      activePeople: row?.active_people ?? 0,
      guests: row?.guests ?? 0,
      groups: row?.groups ?? 0,
      memberships: row?.memberships ?? 0,
      applications: row?.applications ?? 0,
      assignments: row?.assignments ?? 0,
      permissionGrants: row?.permission_grants ?? 0,
      administrativeUnits: row?.administrative_units ?? 0,
      owners: row?.owners ?? 0,
      asOf,
    }
  },
})

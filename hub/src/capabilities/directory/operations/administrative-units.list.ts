import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { InstantInput, pageInput } from '../../../operation/schemas.ts'
import { AdministrativeUnitPage } from '../model/group.ts'
import { listUnits } from '../sql/units.ts'
import { endOfPage, startOfPage } from './as-of-instant.ts'

export const listAdministrativeUnits = operation({
  name: 'administrative-units.list',
  summary: 'Administrative units, by name',
  kind: 'query',
  route: 'GET /v1/administrative-units',
  scope: 'directory:read',
  input: z.object({ ...pageInput, asOf: InstantInput.optional() }),
  output: AdministrativeUnitPage,
  errors: [],
  async run(context, input) {
    const filters = { asOf: input.asOf }
    const page = await startOfPage(context, input, filters)
    const [afterName = null, afterId = null] = page.key
    const found = await context.reader.rows(listUnits, { at: page.at, afterName, afterId, limit: input.limit + 1 })
    const { rows, nextCursor } = endOfPage(context, found, input.limit, {
      asOf: page.asOf,
      filters,
      keyOf: (row) => [row.sort_name, row.administrative_unit_id],
    })
    return {
      items: rows.map((row) => ({
        id: row.administrative_unit_id,
        presence: row.presence,
        displayName: row.display_name,
        description: row.description,
        validFrom: row.valid_from.toISOString(),
      })),
      nextCursor,
      asOf: page.asOf,
    }
  },
})

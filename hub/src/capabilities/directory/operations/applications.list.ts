import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { InstantInput, pageInput } from '../../../operation/schemas.ts'
import { ApplicationPage } from '../model/application.ts'
import { applicationOf } from '../model/application-of.ts'
import { listApplications, searchApplications } from '../sql/applications.ts'
import { allOf } from '../sql/listed.ts'
import { endOfPage, startOfPage } from './as-of-instant.ts'
import { searchedPage } from './searched-page.ts'

export const listApplicationsOperation = operation({
  name: 'applications.list',
  summary: 'Enterprise applications, by name, now or at any past instant',
  kind: 'query',
  route: 'GET /v1/applications',
  scope: 'directory:read',
  input: z.object({
    ...pageInput,
    asOf: InstantInput.optional(),
    search: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .describe('Words, in any order, each a part of its name or publisher'),
    includeGone: z.boolean().optional(),
  }),
  output: ApplicationPage,
  errors: [],
  async run(context, input) {
    const { cursor: _, limit, ...filters } = input
    const page = await startOfPage(context, input, filters)
    const filter = { includeGone: input.includeGone ?? false }
    const found = await searchedPage(
      context.reader,
      {
        alias: 's',
        key: 'service_principal_id',
        ids: searchApplications,
        allIds: allOf('service_principal'),
        page: (listed) => listApplications(filter, listed),
      },
      { at: page.at, search: input.search ?? null, key: page.key, limit: limit + 1 },
      filter,
    )
    const { rows, nextCursor } = endOfPage(context, found, limit, {
      asOf: page.asOf,
      filters,
      keyOf: (row) => [row.sort_name, row.service_principal_id],
    })
    return { items: rows.map(applicationOf), nextCursor, asOf: page.asOf }
  },
})

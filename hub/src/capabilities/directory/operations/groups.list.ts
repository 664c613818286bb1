import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { InstantInput, pageInput } from '../../../operation/schemas.ts'
import { GroupKind, GroupPage } from '../model/group.ts'
import { groupOf } from '../model/group-of.ts'
import { listGroups, searchGroups } from '../sql/groups.ts'
import { allOf } from '../sql/listed.ts'
import { endOfPage, startOfPage } from './as-of-instant.ts'
import { searchedPage } from './searched-page.ts'

export const listGroupsOperation = operation({
  name: 'groups.list',
  summary: 'Groups, by name, now or at any past instant',
  kind: 'query',
  route: 'GET /v1/groups',
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
      .describe('Words, in any order, each a part of its name, address or description'),
    kind: GroupKind.optional(),
    dynamic: z.boolean().optional(),
    includeGone: z.boolean().optional(),
  }),
  output: GroupPage,
  errors: [],
  async run(context, input) {
    const { cursor: _, limit, ...filters } = input
    const page = await startOfPage(context, input, filters)
    const filter = { kind: input.kind ?? null, dynamic: input.dynamic ?? null, includeGone: input.includeGone ?? false }
    const found = await searchedPage(
      context.reader,
      {
        alias: 'g',
        key: 'group_id',
        ids: searchGroups,
        allIds: allOf('directory_group'),
        page: (listed) => listGroups(filter, listed),
      },
      { at: page.at, search: input.search ?? null, key: page.key, limit: limit + 1 },
      filter,
    )
    const { rows, nextCursor } = endOfPage(context, found, limit, {
      asOf: page.asOf,
      filters,
      keyOf: (row) => [row.sort_name, row.group_id],
    })
    return { items: rows.map(groupOf), nextCursor, asOf: page.asOf }
  },
})

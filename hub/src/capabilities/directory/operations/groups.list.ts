import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { InstantInput, pageInput } from '../../../operation/schemas.ts'
import { GroupKind, GroupPage } from '../model/group.ts'
import { groupOf } from '../model/group-of.ts'
import { listGroups } from '../sql/groups.ts'
import { endOfPage, startOfPage } from './as-of-instant.ts'
import { likePattern } from './people-filter.ts'

export const listGroupsOperation = operation({
  name: 'groups.list',
  summary: 'Groups, by name, now or at any past instant',
  kind: 'query',
  route: 'GET /v1/groups',
  scope: 'directory:read',
  input: z.object({
    ...pageInput,
    asOf: InstantInput.optional(),
    search: z.string().trim().min(1).max(200).optional(),
    kind: GroupKind.optional(),
    dynamic: z.boolean().optional(),
    includeGone: z.boolean().optional(),
  }),
  output: GroupPage,
  errors: [],
  async run(context, input) {
    const { cursor: _, limit, ...filters } = input
    const page = await startOfPage(context, input, filters)
    const [afterName = null, afterId = null] = page.key
    const found = await context.reader.rows(listGroups, {
      at: page.at,
      pattern: input.search === undefined ? null : likePattern(input.search),
      kind: input.kind ?? null,
      dynamic: input.dynamic ?? null,
      includeGone: input.includeGone ?? false,
      afterName,
      afterId,
      limit: limit + 1,
    })
    const { rows, nextCursor } = endOfPage(context, found, limit, {
      asOf: page.asOf,
      filters,
      keyOf: (row) => [row.sort_name, row.group_id],
    })
    return { items: rows.map(groupOf), nextCursor, asOf: page.asOf }
  },
})

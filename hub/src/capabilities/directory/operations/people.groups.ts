import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { InstantInput, pageInput, Uuid } from '../../../operation/schemas.ts'
import { PersonGroupPage } from '../model/group.ts'
import { groupOf } from '../model/group-of.ts'
import { shortestPath } from '../rules.ts'
import { groupsByIds, nestingsOfPerson } from '../sql/groups.ts'
import { personById } from '../sql/people.ts'
import { endOfPage, startOfPage } from './as-of-instant.ts'

export const personGroups = operation({
  name: 'people.groups',
  summary: 'The groups that a person is in, directly and through others, each with the path that gives it',
  kind: 'query',
  route: 'GET /v1/people/{personId}/groups',
  scope: 'directory:read',
  input: z.object({ ...pageInput, personId: Uuid, asOf: InstantInput.optional(), directOnly: z.boolean().optional() }),
  output: PersonGroupPage,
  errors: ['not_found'],
  async run(context, input) {
    const { personId, limit, directOnly } = input
    const filters = { personId, directOnly, asOf: input.asOf }
    const page = await startOfPage(context, input, filters)
    if (!(await context.reader.first(personById, { at: page.at, personId }))) throw notFound('person')
    const links = await context.reader.rows(nestingsOfPerson, { at: page.at, personId })
    const direct = new Map(
      links.flatMap(({ group_id, via, since }) => (via === null ? [[group_id, since] as const] : [])),
    )
    const nestings = links.flatMap(({ group_id, via }) => (via === null ? [] : [{ outer: group_id, inner: via }]))
    const ids = [...new Set(links.map(({ group_id }) => group_id))].filter((id) => !directOnly || direct.has(id))
    const groups = await context.reader.rows(groupsByIds, {
      at: page.at,
      ids: [...new Set(links.map(({ group_id }) => group_id))],
    })
    const byId = new Map(groups.map((group) => [group.group_id, group]))
    const [afterName = null, afterId = null] = page.key
    const rest = ids
      .flatMap((id) => byId.get(id) ?? [])
      .sort((a, b) => compare(a.sort_name, b.sort_name) || compare(a.group_id, b.group_id))
      .filter(
        (row) => afterName === null || (compare(row.sort_name, afterName) || compare(row.group_id, afterId ?? '')) > 0,
      )
    const { rows, nextCursor } = endOfPage(context, rest.slice(0, limit + 1), limit, {
      asOf: page.asOf,
      filters,
      keyOf: (row) => [row.sort_name, row.group_id],
    })
    return {
      items: rows.map((row) => ({
        group: groupOf(row),
        isDirect: direct.has(row.group_id),
        since: direct.get(row.group_id)?.toISOString() ?? null,
        path: (shortestPath(nestings, [...direct.keys()], row.group_id) ?? []).map((id) => ({
          id,
          displayName: byId.get(id)?.display_name ?? null,
        })),
      })),
      nextCursor,
      asOf: page.asOf,
    }
  },
})

/** By code point, as PostgreSQL's C.UTF-8 collation does. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

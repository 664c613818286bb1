import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { InstantInput, pageInput, Uuid } from '../../../operation/schemas.ts'
import { afterParams } from '../facts/as-of.ts'
import { EffectiveMemberPage } from '../model/group.ts'
import { personOf } from '../model/person-of.ts'
import { shortestPath } from '../rules.ts'
import { peopleInGroups } from '../sql/effective-members.ts'
import { groupsByIds, nestedIn } from '../sql/groups.ts'
import { countMembersUpTo } from '../sql/links.ts'
import { peopleByIds } from '../sql/people.ts'
import { endOfPage, startOfPage } from './as-of-instant.ts'
import { huge } from './linked-list.ts'

export const effectiveMembers = operation({
  name: 'groups.effective-members',
  summary: 'Everybody in a group, directly or through nested groups, each with the path that gives it',
  kind: 'query',
  route: 'GET /v1/groups/{groupId}/effective-members',
  scope: 'directory:read',
  input: z.object({ ...pageInput, groupId: Uuid, asOf: InstantInput.optional() }),
  output: EffectiveMemberPage,
  errors: ['not_found'],
  async run(context, input) {
    const { groupId, limit } = input
    const { reader } = context
    const filters = { groupId, asOf: input.asOf }
    const page = await startOfPage(context, input, filters)
    const { at } = page
    if ((await reader.rows(groupsByIds, { at, ids: [groupId] })).length === 0) throw notFound('group')
    const nested = await reader.rows(nestedIn, { at, groupIds: [groupId] })
    const groupIds = [...new Set([groupId, ...nested.map(({ inner_id }) => inner_id)])]
    const names = new Map(
      (await reader.rows(groupsByIds, { at, ids: groupIds })).map((row) => [row.group_id, row.display_name]),
    )
    const nestings = nested.map(({ outer_id, inner_id }) => ({ outer: outer_id, inner: inner_id }))
    const counted = await reader.first(countMembersUpTo, { at, ownIds: groupIds, most: huge })
    const found = await reader.rows(peopleInGroups({ goesOn: page.key.length > 0, isHuge: counted?.count === huge }), {
      at,
      groupIds,
      ...afterParams(page.key),
      limit: limit + 1,
    })
    const { rows, nextCursor } = endOfPage(context, found, limit, {
      asOf: page.asOf,
      filters,
      keyOf: (row) => [row.sort_name, row.person_id],
    })
    const people = new Map(
      (await reader.rows(peopleByIds, { at, ids: rows.map((row) => row.person_id) })).map((row) => [
        row.person_id,
        row,
      ]),
    )
    return {
      items: rows.flatMap(({ person_id, direct_in }) => {
        const person = people.get(person_id)
        if (!person) return []
        const path = shortestPath(nestings, direct_in, groupId) ?? []
        return [
          {
            person: personOf(person),
            isDirect: direct_in.includes(groupId),
            path: path.toReversed().map((id) => ({ id, displayName: names.get(id) ?? null })),
          },
        ]
      }),
      nextCursor,
      asOf: page.asOf,
    }
  },
})

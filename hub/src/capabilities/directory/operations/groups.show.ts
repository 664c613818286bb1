import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { InstantInput, Uuid } from '../../../operation/schemas.ts'
import { GroupDetail } from '../model/group.ts'
import { groupOf } from '../model/group-of.ts'
import { countPeopleInGroups } from '../sql/effective-members.ts'
import { groupsByIds, nestedIn } from '../sql/groups.ts'
import { countLinks } from '../sql/links.ts'
import { firstSeen } from '../sql/people.ts'
import { answeredInstant } from './as-of-instant.ts'

const countMembers = countLinks('group_member', 'group_id')
const countOwners = countLinks('group_owner', 'group_id')
const firstSeenGroup = firstSeen('directory_group', 'group_id')

export const showGroup = operation({
  name: 'groups.show',
  summary: 'One group with how many are in it, directly and through nested groups',
  kind: 'query',
  route: 'GET /v1/groups/{groupId}',
  scope: 'directory:read',
  input: z.object({ groupId: Uuid, asOf: InstantInput.optional() }),
  output: GroupDetail,
  errors: ['not_found'],
  async run(context, { groupId, asOf: requested }) {
    const { reader } = context
    const { at, asOf } = await answeredInstant(context, requested)
    const [row] = await reader.rows(groupsByIds, { at, ids: [groupId] })
    if (!row) throw notFound('group')
    const nested = await reader.rows(nestedIn, { at, groupIds: [groupId] })
    const groupIds = [...new Set([groupId, ...nested.map(({ inner_id }) => inner_id)])]
    const seen = await reader.first(firstSeenGroup, { id: groupId })
    return {
      group: groupOf(row),
      directMembers: (await reader.first(countMembers, { at, ownId: groupId }))?.count ?? 0,
      effectivePeople: (await reader.first(countPeopleInGroups, { at, groupIds }))?.count ?? 0,
      owners: (await reader.first(countOwners, { at, ownId: groupId }))?.count ?? 0,
      firstSeenAt: (seen?.first_seen ?? row.valid_from).toISOString(),
      asOf,
    }
  },
})

import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { InstantInput, pageInput, Uuid } from '../../../operation/schemas.ts'
import { GroupMemberPage, MemberKind } from '../model/group.ts'
import { groupsByIds } from '../sql/groups.ts'
import { countLinksUpTo, ownersOfGroup } from '../sql/links.ts'
import { linkedList } from './linked-list.ts'

export const groupOwners = operation({
  name: 'groups.owners',
  summary: 'Who owns a group',
  kind: 'query',
  route: 'GET /v1/groups/{groupId}/owners',
  scope: 'directory:read',
  input: z.object({ ...pageInput, groupId: Uuid, asOf: InstantInput.optional(), kind: MemberKind.optional() }),
  output: GroupMemberPage,
  errors: ['not_found'],
  run: (context, input) =>
    linkedList(context, input, {
      ownId: input.groupId,
      what: 'group',
      exists: async (at) => (await context.reader.rows(groupsByIds, { at, ids: [input.groupId] })).length > 0,
      count: countLinksUpTo('group_owner', 'group_id'),
      list: ownersOfGroup,
    }),
})

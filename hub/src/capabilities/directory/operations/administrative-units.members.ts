import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { InstantInput, pageInput, Uuid } from '../../../operation/schemas.ts'
import { GroupMemberPage, MemberKind } from '../model/group.ts'
import { countLinksUpTo, membersOfUnit } from '../sql/links.ts'
import { unitsByIds } from '../sql/units.ts'
import { linkedList } from './linked-list.ts'

export const administrativeUnitMembers = operation({
  name: 'administrative-units.members',
  summary: 'Members of an administrative unit',
  kind: 'query',
  route: 'GET /v1/administrative-units/{administrativeUnitId}/members',
  scope: 'directory:read',
  input: z.object({
    ...pageInput,
    administrativeUnitId: Uuid,
    asOf: InstantInput.optional(),
    kind: MemberKind.optional(),
  }),
  output: GroupMemberPage,
  errors: ['not_found'],
  run: (context, input) =>
    linkedList(context, input, {
      ownId: input.administrativeUnitId,
      what: 'administrative unit',
      exists: async (at) =>
        (await context.reader.rows(unitsByIds, { at, ids: [input.administrativeUnitId] })).length > 0,
      count: countLinksUpTo('administrative_unit_member', 'administrative_unit_id'),
      list: membersOfUnit,
    }),
})

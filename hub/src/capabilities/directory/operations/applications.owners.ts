import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { InstantInput, pageInput, Uuid } from '../../../operation/schemas.ts'
import { GroupMemberPage, MemberKind } from '../model/group.ts'
import { applicationsByIds } from '../sql/applications.ts'
import { countLinksUpTo, ownersOfApplication } from '../sql/links.ts'
import { linkedList } from './linked-list.ts'

export const applicationOwners = operation({
  name: 'applications.owners',
  summary: 'Who owns an application',
  kind: 'query',
  route: 'GET /v1/applications/{applicationId}/owners',
  scope: 'directory:read',
  input: z.object({ ...pageInput, applicationId: Uuid, asOf: InstantInput.optional(), kind: MemberKind.optional() }),
  output: GroupMemberPage,
  errors: ['not_found'],
  run: (context, input) =>
    linkedList(context, input, {
      ownId: input.applicationId,
      what: 'application',
      exists: async (at) =>
        (await context.reader.rows(applicationsByIds, { at, ids: [input.applicationId] })).length > 0,
      count: countLinksUpTo('service_principal_owner', 'service_principal_id'),
      list: ownersOfApplication,
    }),
})

import { z } from 'zod'
import { operation } from '../../../../operation/define.ts'
import { pageInput } from '../../../../operation/schemas.ts'
import { MemberPage } from '../../model/organisation.ts'
import { pageFrom, positionOf } from '../../paging.ts'
import { listMembers } from '../../sql/list-members.ts'
import { memberView } from '../../views.ts'

export const members = operation({
  name: 'organisations.members',
  summary: 'Who belongs to the organisation, and who is invited',
  kind: 'query',
  route: 'GET /v1/members',
  scope: 'organisation:read',
  input: z.object(pageInput),
  output: MemberPage,
  errors: [],
  async run(context, { limit, cursor }) {
    const { at, id } = positionOf(context, cursor)
    const rows = await context.reader.rows(listMembers, { afterAt: at, afterId: id, limit: limit + 1 })
    return pageFrom(context, rows, limit, memberView, (row) => ({ at: row.created_at, id: row.account_id }))
  },
})

import { z } from 'zod'
import { operation } from '../../../../operation/define.ts'
import { pageInput } from '../../../../operation/schemas.ts'
import { SessionPage } from '../../model/session.ts'
import { pageFrom, positionOf } from '../../paging.ts'
import { sessionIdles } from '../../rules.ts'
import { sessionPrincipal } from '../../session-principal.ts'
import { listSessions as listStatement } from '../../sql/list-sessions.ts'
import { sessionView } from '../../views.ts'

export const listSessions = operation({
  name: 'session.list',
  summary: 'Where I am signed in',
  kind: 'query',
  route: 'GET /v1/sessions',
  access: 'session',
  input: z.object(pageInput),
  output: SessionPage,
  errors: [],
  async run(context, { limit, cursor }) {
    const { id: current } = sessionPrincipal(context)
    const now = context.clock.now()
    const { at, id } = positionOf(context, cursor)
    const rows = await context.reader.rows(listStatement, {
      live: now,
      seen: new Date(now.getTime() - sessionIdles),
      beforeAt: at,
      beforeId: id,
      limit: limit + 1,
    })
    return pageFrom(
      context,
      rows,
      limit,
      (row) => sessionView(row, current),
      (row) => ({ at: row.created_at, id: row.session_id }),
    )
  },
})

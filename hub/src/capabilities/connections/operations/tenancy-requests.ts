import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { pageInput, Uuid } from '../../../operation/schemas.ts'
import { TenancyRequestPage } from '../model.ts'
import type { ConnectionParts } from '../parts.ts'
import { requestView } from '../request-view.ts'
import { requestRows } from '../sql/request-rows.ts'

const Position = z.object({ at: z.string(), id: Uuid })

export const listTenancyRequests = (_: ConnectionParts) =>
  operation({
    name: 'connections.tenancy-requests',
    summary:
      'List requests for a tenancy that another organisation here is connected to: received and sent, newest first',
    kind: 'query',
    route: 'GET /v1/tenancy-requests',
    scope: 'connections:read',
    input: z.object(pageInput),
    output: TenancyRequestPage,
    errors: [],
    async run({ reader, clock, cursors }, { limit, cursor }) {
      const from = cursor === undefined ? null : Position.parse(cursors.open(null, cursor))
      const rows = await reader.rows(requestRows, {
        tenancyRequestId: null,
        beforeAt: from?.at ?? null,
        beforeId: from?.id ?? null,
        limit: limit + 1,
      })
      const items = rows.slice(0, limit).map((row) => requestView(row, clock.now()))
      const last = rows.length > limit ? items.at(-1) : undefined
      return { items, nextCursor: last ? cursors.seal(null, { at: last.askedAt, id: last.tenancyRequestId }) : null }
    },
  })

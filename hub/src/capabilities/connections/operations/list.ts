import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { pageInput, Uuid } from '../../../operation/schemas.ts'
import { ConnectionPage } from '../model.ts'
import type { ConnectionParts } from '../parts.ts'
import { connectionRows } from '../sql/connection-rows.ts'
import { withGrants } from '../stored.ts'
import { connectionView } from '../views.ts'

const Position = z.object({ after: Uuid })

export const listConnections = (parts: ConnectionParts) =>
  operation({
    name: 'connections.list',
    summary: 'List connections with their state and permissions',
    kind: 'query',
    route: 'GET /v1/connections',
    scope: 'connections:read',
    input: z.object(pageInput),
    output: ConnectionPage,
    errors: [],
    async run({ reader, organisationId, cursors }, { limit, cursor }) {
      const after = cursor === undefined ? null : Position.parse(cursors.open(null, cursor)).after
      const rows = await reader.rows(connectionRows, { connectionId: null, after, limit: limit + 1 })
      const items = []
      for (const row of rows.slice(0, limit))
        items.push(await connectionView(parts, reader, organisationId, await withGrants(reader, row)))
      const last = rows.length > limit ? items.at(-1) : undefined
      return { items, nextCursor: last ? cursors.seal(null, { after: last.connectionId }) : null }
    },
  })

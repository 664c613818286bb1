import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { Connection, ConnectionId } from '../model.ts'
import type { ConnectionParts } from '../parts.ts'
import { storedConnection } from '../stored.ts'
import { connectionView } from '../views.ts'

export const showConnection = (parts: ConnectionParts) =>
  operation({
    name: 'connections.show',
    summary: 'Show one connection: state, why, tenancy, permissions, schedule',
    kind: 'query',
    route: 'GET /v1/connections/{connectionId}',
    scope: 'connections:read',
    input: z.object({ connectionId: ConnectionId }),
    output: Connection,
    errors: ['not_found'],
    run: async ({ reader, organisationId }, { connectionId }) =>
      connectionView(parts, reader, organisationId, await storedConnection(reader, connectionId)),
  })

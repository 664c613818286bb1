import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { ConnectionId, ConnectionPermissions } from '../model.ts'
import type { ConnectionParts } from '../parts.ts'
import { excessView, packsView, regrantView } from '../permissions-view.ts'
import { storedConnection } from '../stored.ts'
import { connectionView } from '../views.ts'

export const showPermissions = (parts: ConnectionParts) =>
  operation({
    name: 'connections.permissions',
    summary: 'Show each pack’s permissions: granted, missing with how to grant it again, and in excess',
    kind: 'query',
    route: 'GET /v1/connections/{connectionId}/permissions',
    scope: 'connections:read',
    input: z.object({ connectionId: ConnectionId }),
    output: ConnectionPermissions,
    errors: ['not_found'],
    async run({ reader, organisationId }, { connectionId }) {
      const stored = await storedConnection(reader, connectionId)
      const { grants } = await connectionView(parts, reader, organisationId, stored)
      const live = { ...stored, grants: stored.row.revoked_at ? [] : stored.grants }
      const checked = grants.flatMap(({ checkedAt }) => (checkedAt === null ? [] : [checkedAt])).toSorted()
      return {
        connectionId,
        packs: packsView(parts, live.grants),
        excess: excessView(live),
        regrant: regrantView(parts, stored, grants[0]?.applicationId ?? null),
        checkedAt: checked.at(-1) ?? null,
      }
    },
  })

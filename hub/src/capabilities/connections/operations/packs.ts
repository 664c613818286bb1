import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { PermissionPacks } from '../model.ts'
import type { ConnectionParts } from '../parts.ts'
import { packsView } from '../permissions-view.ts'
import { onlyConnection } from '../stored.ts'

export const listPacks = (parts: ConnectionParts) =>
  operation({
    name: 'connections.packs',
    summary: 'List the permission packs: every permission, why, its risk, and what fails without it',
    kind: 'query',
    route: 'GET /v1/permission-packs',
    scope: 'connections:read',
    input: z.object({}),
    output: PermissionPacks,
    errors: [],
    async run({ reader }) {
      const stored = await onlyConnection(reader)
      return { packs: packsView(parts, stored && !stored.row.revoked_at ? stored.grants : []) }
    },
  })

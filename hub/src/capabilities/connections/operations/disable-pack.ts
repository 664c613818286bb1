import { z } from 'zod'
import { AtriumError } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { connectionNews, newsOf } from '../events.ts'
import { Connection, ConnectionId, PackName } from '../model.ts'
import { basePack } from '../packs.ts'
import type { ConnectionParts } from '../parts.ts'
import { deleteGrants } from '../sql/delete-grants.ts'
import { storedConnection } from '../stored.ts'
import { connectionRef } from '../subject.ts'
import { connectionView } from '../views.ts'

/** Lets a pack's grant go. Its consent at Microsoft stays until an administrator removes the enterprise application there. */
export const disablePack = (parts: ConnectionParts) =>
  operation({
    name: 'connections.disable-pack',
    summary: 'Disable a permission pack; what was read with it stays',
    kind: 'command',
    effect: 'reversible',
    route: 'POST /v1/connections/{connectionId}/packs/{pack}/disable',
    scope: 'connections:write',
    input: z.object({ connectionId: ConnectionId, pack: PackName }),
    output: Connection,
    errors: ['not_found', 'conflict', 'connection_revoked'],
    subject: ({ connectionId }) => connectionRef(connectionId),
    audit: ({ pack }) => ({ pack }),
    async run({ transaction, organisationId }, { connectionId, pack }) {
      const before = await storedConnection(transaction, connectionId)
      if (before.row.revoked_at) throw new AtriumError('connection_revoked')
      if (pack === basePack)
        throw new AtriumError('conflict', {
          detail: 'Directory read carries everything else.',
          next: 'Revoke the connection to stop reading altogether.',
          reason: 'base_pack',
        })
      const gone = await transaction.run(deleteGrants, { connectionId, packs: [pack] })
      if (gone > 0) await transaction.emit(newsOf(connectionNews.packDisabled, connectionId, { pack }))
      return connectionView(parts, transaction, organisationId, await storedConnection(transaction, connectionId))
    },
  })

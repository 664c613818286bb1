import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { connectionNews, newsOf } from '../events.ts'
import { Connection, ConnectionId } from '../model.ts'
import { tokenKeyOf } from '../open-grant.ts'
import type { ConnectionParts } from '../parts.ts'
import { deleteSubscriptions } from '../sql/delete-subscriptions.ts'
import { revoke } from '../sql/revoke.ts'
import { storedConnection } from '../stored.ts'
import { connectionRef } from '../subject.ts'
import { farewell } from '../subscriptions/farewell.ts'
import { keptSubscriptions } from '../subscriptions/kept-subscriptions.ts'
import { connectionView } from '../views.ts'

/**
 * Destroys the credential and releases the tenancy; a second time it changes nothing. Before that the subscriptions are ended with it,
 * for a few seconds at most: whether Microsoft answers decides nothing.
 */
export const revokeConnection = (parts: ConnectionParts) =>
  operation({
    name: 'connections.revoke',
    summary: 'Revoke a connection: destroys its credential; directory, history and logs stay readable',
    kind: 'probe',
    effect: 'irreversible',
    route: 'POST /v1/connections/{connectionId}/revoke',
    scope: 'connections:write',
    input: z.object({ connectionId: ConnectionId }),
    output: Connection,
    errors: ['not_found'],
    subject: ({ connectionId }) => connectionRef(connectionId),
    audit: (_, { tenancy, grants }) => ({
      tenancy: tenancy?.defaultDomain ?? null,
      packs: grants.map(({ pack }) => pack),
    }),
    async prepare({ reader }, { connectionId }) {
      await storedConnection(reader, connectionId)
      return keptSubscriptions(reader, connectionId)
    },
    reach: ({ organisationId }, kept, { connectionId }) => farewell(parts, { organisationId, connectionId }, kept),
    async record({ transaction, organisationId, clock }, _, { connectionId }) {
      const before = await storedConnection(transaction, connectionId)
      if (!before.row.revoked_at) {
        for (const { pack, granted_at } of before.grants)
          parts.tokens.forget(tokenKeyOf(organisationId, connectionId, pack, granted_at))
        await transaction.run(deleteSubscriptions, { connectionId })
        await transaction.run(revoke, { connectionId, now: clock.now() })
        await transaction.emit(newsOf(connectionNews.revoked, connectionId))
      }
      return connectionView(parts, transaction, organisationId, await storedConnection(transaction, connectionId))
    },
  })

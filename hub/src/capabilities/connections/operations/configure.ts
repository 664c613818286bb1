import { z } from 'zod'
import { AtriumError } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { connectionNews, newsOf } from '../events.ts'
import { Connection, ConnectionId, connectionName, guardAtLeast, guardPercent, scheduleMinutes } from '../model.ts'
import type { ConnectionParts } from '../parts.ts'
import { configure } from '../sql/configure.ts'
import { storedConnection } from '../stored.ts'
import { connectionRef } from '../subject.ts'
import { connectionView } from '../views.ts'

export const configureConnection = (parts: ConnectionParts) =>
  operation({
    name: 'connections.configure',
    summary: 'Change a connection’s name, schedule or purge guard; what is left out stays',
    kind: 'command',
    effect: 'reversible',
    route: 'PATCH /v1/connections/{connectionId}',
    scope: 'connections:write',
    input: z.object({
      connectionId: ConnectionId,
      name: connectionName.optional(),
      scheduleMinutes: scheduleMinutes.optional().describe('Minutes from one sync to the next'),
      guardAtLeast: guardAtLeast.optional().describe('Losses up to this many within 24 hours never stop a sync'),
      guardPercent: guardPercent.optional().describe('Nor do losses up to this share of what there was, in percent'),
    }),
    output: Connection,
    errors: ['not_found', 'connection_revoked'],
    subject: ({ connectionId }) => connectionRef(connectionId),
    audit: ({ name, scheduleMinutes, guardAtLeast, guardPercent }) => ({
      ...(name !== undefined && { name }),
      ...(scheduleMinutes !== undefined && { scheduleMinutes }),
      ...(guardAtLeast !== undefined && { guardAtLeast }),
      ...(guardPercent !== undefined && { guardPercent }),
    }),
    async run({ transaction, organisationId }, { connectionId, ...changes }) {
      const before = await storedConnection(transaction, connectionId)
      if (before.row.revoked_at) throw new AtriumError('connection_revoked')
      await transaction.run(configure, {
        connectionId,
        name: changes.name ?? null,
        scheduleMinutes: changes.scheduleMinutes ?? null,
        guardAtLeast: changes.guardAtLeast ?? null,
        guardPercent: changes.guardPercent ?? null,
      })
      await transaction.emit(newsOf(connectionNews.configured, connectionId))
      return connectionView(parts, transaction, organisationId, await storedConnection(transaction, connectionId))
    },
  })

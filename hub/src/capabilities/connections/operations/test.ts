import { z } from 'zod'
import { AtriumError } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { ConnectionId, ConnectionTest } from '../model.ts'
import { recordTest } from '../note.ts'
import { openAnyway } from '../open-grant.ts'
import type { ConnectionParts } from '../parts.ts'
import { packsBehind, regrantView } from '../permissions-view.ts'
import { storedConnection } from '../stored.ts'
import { connectionRef } from '../subject.ts'
import { testGrant } from '../test-grant.ts'
import { connectionView } from '../views.ts'

/** Tries every enabled pack now, and remembers what came of it: what was refused and works again is open again. */
export const testConnection = (parts: ConnectionParts) =>
  operation({
    name: 'connections.test',
    summary: 'Test a connection: token, Graph, latency of each, roles found, what is missing or in excess, clock skew',
    kind: 'probe',
    effect: 'none',
    route: 'POST /v1/connections/{connectionId}/test',
    scope: 'connections:write',
    input: z.object({ connectionId: ConnectionId }),
    output: ConnectionTest,
    errors: ['not_found', 'connection_revoked', 'connection_not_ready'],
    subject: ({ connectionId }) => connectionRef(connectionId),
    audit: (_, { passed, clockSkewMs, grants }) => ({
      passed,
      clockSkewMs,
      failed: grants.flatMap(({ pack, token, graph, missing }) =>
        token.ok && graph.ok && missing.length === 0
          ? []
          : [`${pack}: ${token.reason ?? graph.reason ?? missing.join(' ')}`],
      ),
    }),
    async prepare({ reader, organisationId }, { connectionId }) {
      const stored = await storedConnection(reader, connectionId)
      if (stored.row.revoked_at) throw new AtriumError('connection_revoked')
      if (!stored.row.connected_at) throw new AtriumError('connection_not_ready')
      const grants = []
      for (const grant of stored.grants) {
        const opened = await openAnyway(parts, reader, organisationId, stored, grant)
        grants.push({ pack: grant.pack, opened, behind: packsBehind(stored, grant.pack) })
      }
      return grants
    },
    async reach({ signal }, grants) {
      const tested = []
      for (const { pack, opened, behind } of grants) tested.push(await testGrant(parts, pack, opened, behind, signal))
      return tested
    },
    async record(context, tested, { connectionId }) {
      const { transaction, organisationId, clock } = context
      await recordTest(parts, context, connectionId, tested)
      const stored = await storedConnection(transaction, connectionId)
      const connection = await connectionView(parts, transaction, organisationId, stored)
      return {
        connectionId,
        at: clock.now().toISOString(),
        passed: tested.every(({ token, graph, missing }) => token.ok && graph.ok && missing.length === 0),
        clockSkewMs: tested.find((one) => one.clockSkewMs !== null)?.clockSkewMs ?? null,
        grants: tested.map(({ pack, token, graph, roles, missing, excess }) => ({
          pack,
          token,
          graph,
          rolesFound: roles.toSorted(),
          missing: [...missing],
          excess: [...excess],
        })),
        regrant: regrantView(parts, stored, connection.grants[0]?.applicationId ?? null),
        connection,
      }
    },
  })

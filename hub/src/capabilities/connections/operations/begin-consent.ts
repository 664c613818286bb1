import { z } from 'zod'
import { AtriumError } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { keepAttempt } from '../consent/attempts.ts'
import { beginSignIn, inOrder } from '../consent/begin.ts'
import { ConsentBegun, connectionName, PacksInput } from '../model.ts'
import type { ConnectionParts } from '../parts.ts'
import { insertConnection } from '../sql/insert-connection.ts'
import { onlyConnection, storedConnection } from '../stored.ts'
import { connectionRef } from '../subject.ts'

/** Begins the consent way, for the first time or again: an organisation has one connection, and its history stays with it. */
export const beginConsent = (parts: ConnectionParts) =>
  operation({
    name: 'connections.begin-consent',
    summary: 'Begin connecting a tenancy by an administrator’s consent: answers with Microsoft’s sign-in page',
    kind: 'probe',
    effect: 'reversible',
    route: 'POST /v1/connections/begin-consent',
    scope: 'connections:write',
    input: z.object({ name: connectionName.default('Microsoft Entra ID'), packs: PacksInput }),
    output: ConsentBegun,
    errors: ['conflict', 'microsoft_refused', 'microsoft_unavailable'],
    subject: (_, outcome) => outcome && connectionRef(outcome.connectionId),
    audit: ({ packs }) => ({ packs: inOrder(packs) }),
    prepare: async ({ reader }) => (await onlyConnection(reader))?.row.connection_id,
    reach: (context, connectionId, { packs }) =>
      beginSignIn(parts, context, { connectionId: connectionId ?? context.newId(), packs: inOrder(packs) }),
    async record(context, { url, state, attempt }, { name }) {
      const { connectionId } = attempt
      const { transaction, clock } = context
      await transaction.run(insertConnection, { connectionId, name, way: 'admin_consent', now: clock.now() })
      await storedConnection(transaction, connectionId).catch(() => {
        throw new AtriumError('conflict', {
          detail: 'A connection was begun at the same moment.',
          next: 'Begin again.',
        })
      })
      const expiresAt = await keepAttempt(parts, context, state, attempt)
      return { connectionId, url, expiresAt: expiresAt.toISOString() }
    },
  })

import { z } from 'zod'
import { AtriumError } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { keepAttempt } from '../consent/attempts.ts'
import { beginSignIn, inOrder } from '../consent/begin.ts'
import { ConnectionId, ConsentBegun } from '../model.ts'
import type { ConnectionParts } from '../parts.ts'
import { storedConnection } from '../stored.ts'
import { connectionRef } from '../subject.ts'

/** Consent again for every enabled pack, also after a revocation. The same tenancy must come back; its history continues. */
export const reauthorizeConnection = (parts: ConnectionParts) =>
  operation({
    name: 'connections.reauthorize',
    summary: 'Give consent again for an existing connection: answers with Microsoft’s sign-in page',
    kind: 'probe',
    effect: 'reversible',
    route: 'POST /v1/connections/{connectionId}/reauthorize',
    scope: 'connections:write',
    input: z.object({ connectionId: ConnectionId }),
    output: ConsentBegun,
    errors: ['not_found', 'conflict', 'microsoft_refused', 'microsoft_unavailable'],
    subject: ({ connectionId }) => connectionRef(connectionId),
    audit: () => ({}),
    async prepare({ reader }, { connectionId }) {
      const { row, grants } = await storedConnection(reader, connectionId)
      if (row.way === 'own_registration' && !row.revoked_at)
        throw new AtriumError('conflict', {
          detail: 'This connection uses an own app registration.',
          next: 'Enter a new credential, or grant its permissions in Entra ID and test the connection.',
          reason: 'own_registration',
        })
      return inOrder(grants.map(({ pack }) => pack))
    },
    reach: (context, packs, { connectionId }) => beginSignIn(parts, context, { connectionId, packs }),
    async record(context, { url, state, attempt }, { connectionId }) {
      const expiresAt = await keepAttempt(parts, context, state, attempt)
      return { connectionId, url, expiresAt: expiresAt.toISOString() }
    },
  })

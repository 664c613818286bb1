import { z } from 'zod'
import { AtriumError } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { keepAttempt } from '../consent/attempts.ts'
import { type Begun, beginSignIn } from '../consent/begin.ts'
import { refusal, settle } from '../consent/settle.ts'
import { ConnectionId, ConnectionStep, type ConnectionStep as ConnectionStepValue, PackName } from '../model.ts'
import { type OpenGrant, openGrant } from '../open-grant.ts'
import { type OwnProof, proveOwn } from '../own/prove-own.ts'
import { basePack } from '../packs.ts'
import type { ConnectionParts } from '../parts.ts'
import { reasonText } from '../reasons.ts'
import { storedConnection } from '../stored.ts'
import { connectionRef } from '../subject.ts'

type Reached =
  | { kind: 'consent'; begun: Begun }
  | { kind: 'own'; grant: OpenGrant; proof: OwnProof; packs: readonly PackName[] }

/** A further pack: one more consent, or with an own registration a look at what its token holds. */
export const enablePack = (parts: ConnectionParts) =>
  operation({
    name: 'connections.enable-pack',
    summary: 'Enable a permission pack: answers with Microsoft’s page, or at once with an own app registration',
    kind: 'probe',
    effect: 'reversible',
    route: 'POST /v1/connections/{connectionId}/packs/{pack}/enable',
    scope: 'connections:write',
    input: z.object({ connectionId: ConnectionId, pack: PackName }),
    output: ConnectionStep,
    errors: [
      'not_found',
      'conflict',
      'connection_not_ready',
      'connection_revoked',
      'microsoft_refused',
      'microsoft_unavailable',
    ],
    subject: ({ connectionId }) => connectionRef(connectionId),
    audit: ({ pack }, { next }) => ({ pack, next }),
    async prepare({ reader, organisationId }, { connectionId }) {
      const stored = await storedConnection(reader, connectionId)
      if (stored.row.revoked_at) throw new AtriumError('connection_revoked')
      const base = await openGrant(parts, reader, organisationId, stored, basePack)
      if (base.kind === 'closed')
        throw new AtriumError('connection_not_ready', {
          detail: 'Directory read does not work at present, and it proves who asks for more.',
          next: base.reason === 'pack_not_enabled' ? reasonText('consent_pending').next : reasonText(base.reason).next,
          reason: base.reason,
        })
      return { way: stored.row.way, grant: base.grant, packs: stored.grants.map((one) => one.pack) }
    },
    async reach(context, { way, grant, packs }, { connectionId, pack }): Promise<Reached> {
      if (way === 'admin_consent')
        return {
          kind: 'consent',
          begun: await beginSignIn(parts, context, { connectionId, packs: [pack] }),
        }
      await parts.vault.prepare(parts.database, context.organisationId)
      const { clientId: applicationId, credential } = grant.registration
      const own = { tenantId: grant.tenantId, applicationId, credential }
      return { kind: 'own', grant, proof: await proveOwn(parts, own, context.signal), packs }
    },
    async record(context, reached, { connectionId, pack }): Promise<ConnectionStepValue> {
      if (reached.kind === 'consent') {
        const { url, state, attempt } = reached.begun
        await keepAttempt(parts, context, state, attempt)
        return { next: 'redirect', connectionId, pack, url }
      }
      const { proof, grant, packs } = reached
      if (proof.kind === 'refused') return refusal(proof.reason, connectionId)
      const { roles, credentialExpiresAt, tenancy } = proof
      const { clientId, credential } = grant.registration
      return settle(parts, context, {
        connectionId,
        way: 'own_registration',
        tenancy,
        administrator: `App registration ${clientId}`,
        grants: [...new Set([...packs, pack])].map((one) => ({
          pack: one,
          clientId,
          credential,
          credentialExpiresAt,
          roles,
        })),
      })
    },
  })

import { z } from 'zod'
import { AtriumError } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { refusal, settle } from '../consent/settle.ts'
import {
  ApplicationId,
  ConnectionId,
  ConnectionStep,
  type ConnectionStep as ConnectionStepValue,
  credentialInput,
} from '../model.ts'
import { openAnyway } from '../open-grant.ts'
import { enteredCredential } from '../own/credential-input.ts'
import { proveOwn } from '../own/prove-own.ts'
import { basePack } from '../packs.ts'
import type { ConnectionParts } from '../parts.ts'
import { grantOf, storedConnection } from '../stored.ts'
import { connectionRef } from '../subject.ts'

/** A new secret or certificate, tried before the old one is let go; or another registration of the same tenancy. */
export const replaceCredential = (parts: ConnectionParts) =>
  operation({
    name: 'connections.replace-credential',
    summary: 'Replace the secret or certificate of a connection’s own app registration',
    kind: 'probe',
    effect: 'irreversible',
    route: 'PUT /v1/connections/{connectionId}/credential',
    scope: 'connections:write',
    input: z.object({
      connectionId: ConnectionId,
      applicationId: ApplicationId.optional().describe('Where the registration is another one now'),
      ...credentialInput,
    }),
    output: ConnectionStep,
    errors: ['not_found', 'conflict', 'connection_revoked', 'microsoft_refused', 'microsoft_unavailable'],
    subject: ({ connectionId }) => connectionRef(connectionId),
    audit: ({ certificate }, outcome) => ({
      next: outcome.next,
      reason: outcome.next === 'refused' ? outcome.reason : null,
      credential: certificate === undefined ? 'secret' : 'certificate',
    }),
    async prepare({ reader, organisationId }, input) {
      const credential = enteredCredential(input)
      const stored = await storedConnection(reader, input.connectionId)
      if (stored.row.revoked_at) throw new AtriumError('connection_revoked')
      const base = grantOf(stored, basePack)
      const opened = base && (await openAnyway(parts, reader, organisationId, stored, base))
      if (stored.row.way !== 'own_registration' || opened?.kind !== 'open')
        throw new AtriumError('conflict', {
          detail: 'This connection has no app registration of its own.',
          next: 'Authorise it again by consent, or connect with an own app registration.',
          reason: 'no_own_registration',
        })
      const { tenantId, registration } = opened.grant
      const applicationId = input.applicationId ?? registration.clientId
      return { credential, tenantId, applicationId, packs: stored.grants.map(({ pack }) => pack) }
    },
    async reach(context, prepared) {
      await parts.vault.prepare(parts.database, context.organisationId)
      return { ...prepared, proof: await proveOwn(parts, prepared, context.signal) }
    },
    async record(context, reached, { connectionId }): Promise<ConnectionStepValue> {
      const { proof, packs, applicationId: clientId, credential } = reached
      if (proof.kind === 'refused') return refusal(proof.reason, connectionId)
      const { roles, credentialExpiresAt, tenancy } = proof
      return settle(parts, context, {
        connectionId,
        way: 'own_registration',
        tenancy,
        administrator: `App registration ${clientId}`,
        grants: packs.map((pack) => ({ pack, clientId, credential, credentialExpiresAt, roles })),
      })
    },
  })

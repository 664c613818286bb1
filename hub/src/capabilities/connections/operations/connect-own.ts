import { z } from 'zod'
import { AtriumError } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { inOrder } from '../consent/begin.ts'
import { refused } from '../consent/prove.ts'
import { refusal, settle } from '../consent/settle.ts'
import {
  ApplicationId,
  ConnectionStep,
  type ConnectionStep as ConnectionStepValue,
  connectionName,
  credentialInput,
  PacksInput,
} from '../model.ts'
import { enteredCredential } from '../own/credential-input.ts'
import { findTenancy } from '../own/find-tenancy.ts'
import { proveOwn } from '../own/prove-own.ts'
import type { ConnectionParts } from '../parts.ts'
import { insertConnection } from '../sql/insert-connection.ts'
import { onlyConnection } from '../stored.ts'
import { connectionRef } from '../subject.ts'

const directory = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9-]+(\.[a-z0-9-]+)+)$/)
  .max(253)

/** Connects by a registration that the organisation made in its own tenancy. */
export const connectOwn = (parts: ConnectionParts) =>
  operation({
    name: 'connections.connect-own',
    summary:
      'Connect a tenancy by an app registration of its own: directory, application id, and a secret or certificate',
    kind: 'probe',
    effect: 'reversible',
    route: 'POST /v1/connections/connect-own',
    scope: 'connections:write',
    input: z.object({
      name: connectionName.default('Microsoft Entra ID'),
      directory: directory.describe('Directory (tenant) id, or a verified domain of the tenancy'),
      applicationId: ApplicationId.describe('Application (client) id'),
      packs: PacksInput,
      ...credentialInput,
    }),
    output: ConnectionStep,
    errors: ['conflict', 'microsoft_refused', 'microsoft_unavailable'],
    subject: (_, outcome) => (outcome?.connectionId ? connectionRef(outcome.connectionId) : undefined),
    audit: ({ packs, certificate }, outcome) => ({
      next: outcome.next,
      reason: outcome.next === 'refused' ? outcome.reason : null,
      packs: inOrder(packs),
      credential: certificate === undefined ? 'secret' : 'certificate',
    }),
    async prepare({ reader }, input) {
      const credential = enteredCredential(input)
      return { credential, connectionId: (await onlyConnection(reader))?.row.connection_id }
    },
    async reach(context, { credential, connectionId }, { directory: entered, applicationId }) {
      await parts.vault.prepare(parts.database, context.organisationId)
      const tenantId = await findTenancy(parts, entered, context.signal)
      const proof = tenantId
        ? await proveOwn(parts, { tenantId, applicationId, credential }, context.signal)
        : refused('tenancy_not_found')
      return { proof, credential, connectionId: connectionId ?? context.newId() }
    },
    async record(context, { proof, credential, connectionId }, input): Promise<ConnectionStepValue> {
      if (proof.kind === 'refused') return refusal(proof.reason, null)
      const { transaction, clock } = context
      await transaction.run(insertConnection, {
        connectionId,
        name: input.name,
        way: 'own_registration',
        now: clock.now(),
      })
      if ((await onlyConnection(transaction))?.row.connection_id !== connectionId)
        throw new AtriumError('conflict', { detail: 'A connection was begun at the same moment.', next: 'Try again.' })
      const { roles, credentialExpiresAt, tenancy } = proof
      return settle(parts, context, {
        connectionId,
        way: 'own_registration',
        tenancy,
        administrator: `App registration ${input.applicationId}`,
        grants: inOrder(input.packs).map((pack) => ({
          pack,
          clientId: input.applicationId,
          credential,
          credentialExpiresAt,
          roles,
        })),
      })
    },
  })

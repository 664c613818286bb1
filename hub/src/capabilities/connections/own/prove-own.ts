import {
  CertificateUnusable,
  type Credential,
  GraphFailure,
  PermissionMissing,
  refusedByMicrosoft,
  servicePrincipalByAppId,
  signingCertificate,
} from '../../../microsoft/index.ts'
import { graphOfToken, inOurWords, refused, type Tenancy, tenancyOf } from '../consent/prove.ts'
import type { ConnectionParts } from '../parts.ts'
import type { ConnectRefusal } from '../reasons.ts'

export interface OwnRegistration {
  tenantId: string
  applicationId: string
  credential: Credential
}

export type OwnProof =
  | { kind: 'proved'; tenancy: Tenancy; roles: readonly string[]; credentialExpiresAt: Date | null }
  | { kind: 'refused'; reason: ConnectRefusal }

/**
 * Proves that a registration belongs to the tenancy: it gets a token there, and its home is there. A token alone is not enough: whoever
 * holds a multi-tenant application could bind every tenancy that ever consented to it.
 *
 * @throws AtriumError `microsoft_unavailable` where it may work by itself later
 */
export async function proveOwn(
  parts: ConnectionParts,
  { tenantId, applicationId, credential }: OwnRegistration,
  signal: AbortSignal,
): Promise<OwnProof> {
  try {
    const credentialExpiresAt = await endOf(credential)
    const answer = await parts.entra.clientCredentials({ clientId: applicationId, credential }, tenantId, signal)
    if (answer.kind === 'refused') {
      if (answer.refusal.again === 'retry') throw refusedByMicrosoft(answer.refusal)
      return refused(answer.refusal.reason)
    }
    const graph = graphOfToken(parts, answer.token)
    const tenancy = await tenancyOf(graph, signal)
    if (tenancy.tenantId !== tenantId) return refused('tenancy_mismatch')
    const principal = await servicePrincipalByAppId(graph, applicationId, { signal })
    if (principal?.appOwnerOrganizationId?.toLowerCase() !== tenantId) return refused('not_at_home')
    return { kind: 'proved', tenancy, roles: answer.token.roles, credentialExpiresAt }
  } catch (error) {
    if (error instanceof CertificateUnusable) return refused('certificate_unusable')
    if (error instanceof PermissionMissing) return refused('graph_refused')
    throw error instanceof GraphFailure ? inOurWords(error) : error
  }
}

/** A certificate says when it ends; of a secret only Entra ID knows. */
const endOf = async (credential: Credential): Promise<Date | null> =>
  credential.kind === 'secret'
    ? null
    : (await signingCertificate(credential.certificate, credential.privateKey)).validTo

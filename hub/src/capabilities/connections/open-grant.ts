import type { AppRegistration } from '../../microsoft/index.ts'
import type { Reader } from '../../platform/database/database.ts'
import type { PackName } from './packs.ts'
import type { ConnectionParts } from './parts.ts'
import type { ReasonCode } from './reasons.ts'
import { closedBecause } from './rules.ts'
import { openCredential, places } from './sealed.ts'
import { grantFacts, grantOf, type Stored, type StoredGrant } from './stored.ts'

/** What a token for a pack is fetched with. Holds a credential in memory: pass it on to the identity platform and nowhere else. */
export interface OpenGrant {
  pack: PackName
  tenantId: string
  registration: AppRegistration
  /** changes whenever the grant does, so that a cached token of a former credential is not used */
  tokenKey: string
  /** application permissions in the last token */
  roles: readonly string[]
}

/** Why it cannot be used now. `pack_not_enabled`: the organisation has not enabled the pack. */
export type ClosedGrant = ReasonCode | 'pack_not_enabled'

export type OpenedGrant = { kind: 'open'; grant: OpenGrant } | { kind: 'closed'; reason: ClosedGrant }

type Parts = Pick<ConnectionParts, 'vault' | 'registrations' | 'clock'>

/** The grant of a pack, if nothing that only a person can mend stands against it. */
export async function openGrant(
  parts: Parts,
  reader: Reader,
  organisationId: string,
  stored: Stored,
  pack: PackName,
): Promise<OpenedGrant> {
  const grant = grantOf(stored, pack)
  const closed = closedGrant(stored, pack, parts.clock.now())
  if (closed || !grant) return { kind: 'closed', reason: closed ?? 'pack_not_enabled' }
  return openAnyway(parts, reader, organisationId, stored, grant)
}

/** Why the grant of a pack cannot be used until a person has acted; undefined where it can. */
export function closedGrant(stored: Stored, pack: PackName, now: Date): ClosedGrant | undefined {
  if (stored.row.revoked_at) return 'revoked'
  if (!stored.row.connected_at) return 'consent_pending'
  const grant = grantOf(stored, pack)
  return grant ? closedBecause(grantFacts(grant), now) : 'pack_not_enabled'
}

/** The same whatever Microsoft last said: for a test that a person asked for. */
export async function openAnyway(
  { vault, registrations }: Parts,
  reader: Reader,
  organisationId: string,
  { row }: Stored,
  grant: StoredGrant,
): Promise<OpenedGrant> {
  const { connection_id: connectionId, sealed_tenant_id: sealedTenantId } = row
  if (!sealedTenantId || !grant.sealed_client_id) return { kind: 'closed', reason: 'consent_pending' }
  const { pack } = grant
  const tenantId = await vault.openText(reader, organisationId, places.tenantId(connectionId), sealedTenantId)
  const clientId = await vault.openText(
    reader,
    organisationId,
    places.clientId(connectionId, pack),
    grant.sealed_client_id,
  )
  const registration = grant.sealed_credential
    ? {
        clientId,
        credential: await openCredential(
          vault,
          reader,
          organisationId,
          places.credential(connectionId, pack),
          grant.sealed_credential,
        ),
      }
    : registrations.byClientId(clientId)
  if (!registration) return { kind: 'closed', reason: 'credential_missing' }
  const tokenKey = tokenKeyOf(organisationId, connectionId, pack, grant.granted_at)
  return { kind: 'open', grant: { pack, tenantId, registration, tokenKey, roles: grant.roles } }
}

/** Under which a grant's token is kept in memory. */
export const tokenKeyOf = (organisationId: string, connectionId: string, pack: PackName, grantedAt: Date): string =>
  `${organisationId}/${connectionId}/${pack}/${grantedAt.getTime()}`

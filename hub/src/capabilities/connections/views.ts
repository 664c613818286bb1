import type { Reader } from '../../platform/database/database.ts'
import type { Connection, ConnectionReason } from './model.ts'
import type { ConnectionParts } from './parts.ts'
import { reasonText } from './reasons.ts'
import { closedBecause, missingPermissions, standing, type Why } from './rules.ts'
import { places } from './sealed.ts'
import { factsOf, grantFacts, type Stored, type StoredGrant } from './stored.ts'
import { keptSubscriptions } from './subscriptions/kept-subscriptions.ts'
import { notificationsView } from './subscriptions/view.ts'

/** A connection as callers see it. Ids are opened for them; credentials never are. */
export async function connectionView(
  parts: Pick<ConnectionParts, 'vault' | 'clock' | 'inboundUrl'>,
  reader: Reader,
  organisationId: string,
  stored: Stored,
): Promise<Connection> {
  const now = parts.clock.now()
  const { row } = stored
  const { state, reasons } = standing(factsOf(stored), now)
  const tenantId =
    row.sealed_tenant_id &&
    (await parts.vault.openText(reader, organisationId, places.tenantId(row.connection_id), row.sealed_tenant_id))
  const grants: Connection['grants'] = []
  for (const grant of stored.grants) grants.push(await grantView(parts, reader, organisationId, stored, grant))
  return {
    connectionId: row.connection_id,
    name: row.name,
    way: row.way,
    state,
    reasons: reasons.map(reasonView),
    tenancy: row.connected_at && { tenantId, displayName: row.tenancy_name, defaultDomain: row.tenancy_domain },
    grants,
    scheduleMinutes: row.schedule_minutes,
    guardAtLeast: row.guard_at_least,
    guardPercent: row.guard_percent,
    notifications:
      row.connected_at && !row.revoked_at
        ? notificationsView(await keptSubscriptions(reader, row.connection_id), parts.inboundUrl, now)
        : null,
    createdAt: row.created_at.toISOString(),
    connectedAt: iso(row.connected_at),
    firstImportedAt: iso(row.first_imported_at),
    lastReadAt: iso(row.last_read_at),
    revokedAt: iso(row.revoked_at),
  }
}

const reasonView = ({ code, pack }: Why): ConnectionReason => {
  const { sentence, next } = reasonText(code)
  return { code, pack, sentence, next }
}

async function grantView(
  { vault, clock }: Pick<ConnectionParts, 'vault' | 'clock'>,
  reader: Reader,
  organisationId: string,
  { row }: Stored,
  grant: StoredGrant,
): Promise<Connection['grants'][number]> {
  const place = places.clientId(row.connection_id, grant.pack)
  const missing = missingPermissions(grant.pack, grant.roles)
  const closed = row.revoked_at !== null || closedBecause(grantFacts(grant), clock.now()) !== undefined
  const lacks = missing.length > 0 || grant.denied_resources.length > 0
  return {
    pack: grant.pack,
    state: closed ? 'refused' : lacks ? 'missing_permissions' : 'granted',
    applicationId:
      grant.sealed_client_id && (await vault.openText(reader, organisationId, place, grant.sealed_client_id)),
    credential: grant.credential_kind,
    credentialExpiresAt: iso(grant.credential_expires_at),
    rolesFound: grant.roles.toSorted(),
    missing,
    checkedAt: iso(grant.checked_at),
  }
}

export const iso = (instant: Date | null): string | null => (instant === null ? null : instant.toISOString())

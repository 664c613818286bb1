import { notFound } from '../../kernel/errors.ts'
import type { Reader } from '../../platform/database/database.ts'
import { isPackName, type PackName } from './packs.ts'
import { isReasonCode } from './reasons.ts'
import type { ConnectionFacts, GrantFacts } from './rules.ts'
import { type ConnectionRow, connectionRows } from './sql/connection-rows.ts'
import { type GrantRow, grantRows } from './sql/grant-rows.ts'

/** A grant as it is stored, with its pack known to this program. */
export type StoredGrant = Omit<GrantRow, 'pack'> & { pack: PackName }

/** A connection as it is stored, with its grants. */
export interface Stored {
  row: ConnectionRow
  grants: StoredGrant[]
}

/** The organisation's one connection; undefined before anybody began one. */
export async function onlyConnection(reader: Reader): Promise<Stored | undefined> {
  const row = await reader.first(connectionRows, { connectionId: null, after: null, limit: 1 })
  return row && withGrants(reader, row)
}

/** @throws AtriumError `not_found` */
export async function storedConnection(reader: Reader, connectionId: string): Promise<Stored> {
  const row = await reader.first(connectionRows, { connectionId, after: null, limit: 1 })
  if (!row) throw notFound('connection')
  return withGrants(reader, row)
}

export async function withGrants(reader: Reader, row: ConnectionRow): Promise<Stored> {
  const rows = await reader.rows(grantRows, { connectionId: row.connection_id })
  // a pack of a newer program's is not ours to judge
  const grants = rows.flatMap(({ pack, ...rest }) => (isPackName(pack) ? [{ pack, ...rest }] : []))
  return { row, grants }
}

export const factsOf = ({ row, grants }: Stored): ConnectionFacts => ({
  bound: row.connected_at !== null,
  firstImportedAt: row.first_imported_at,
  revokedAt: row.revoked_at,
  grants: grants.map(grantFacts),
})

export const grantFacts = (grant: StoredGrant): GrantFacts => ({
  pack: grant.pack,
  roles: grant.roles,
  credentialExpiresAt: grant.credential_expires_at,
  refusedReason: grant.refused_reason === null ? null : known(grant.refused_reason),
  deniedResources: grant.denied_resources,
})

/** A reason of a newer program's still closes the grant. */
const known = (reason: string) => (isReasonCode(reason) ? reason : 'unknown')

/** The enabled pack's grant. */
export const grantOf = ({ grants }: Stored, pack: PackName): StoredGrant | undefined =>
  grants.find((grant) => grant.pack === pack)

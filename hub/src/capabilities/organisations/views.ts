import { z } from 'zod'
import type { ApiKey } from './model/api-key.ts'
import type { Member } from './model/organisation.ts'
import { RoleName, ScopeName } from './model/role.ts'
import { apiKeyState, keyScopes } from './rules.ts'
import type { ApiKeyRow, MemberRow, PasskeyRow, SessionRow } from './sql/rows.ts'

/** Rows as callers see them. What is kept as text is read against what this program knows. */

export const accountView = (row: { account_id: string; display_name: string; email: string | null }) => ({
  accountId: row.account_id,
  displayName: row.display_name,
  email: row.email,
})

export const passkeyView = (row: PasskeyRow) => ({
  passkeyId: row.credential_id,
  name: row.name,
  addedAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
})

export const sessionView = (row: SessionRow, current: string) => ({
  sessionId: row.session_id,
  organisationId: row.organisation_id,
  method: row.method,
  address: row.address,
  current: row.session_id === current,
  startedAt: row.created_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
})

/** Of a person who did not accept yet, an organisation learns no more than it wrote itself. */
export const memberView = (row: MemberRow): Member => ({
  accountId: row.account_id,
  displayName: row.accepted_at ? row.display_name : row.invited_as,
  email: row.email,
  role: RoleName.parse(row.role),
  state: row.accepted_at ? 'active' : 'invited',
  since: row.created_at.toISOString(),
})

const Scopes = z.array(ScopeName)

export function apiKeyView(row: ApiKeyRow, now: Date): z.input<typeof ApiKey> {
  const facts = {
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    creatorIsMember: row.creator_accepted_at !== null,
  }
  const state = apiKeyState(facts, now)
  return {
    apiKeyId: row.api_key_id,
    name: row.name,
    prefix: `atr_${row.prefix}`,
    state,
    scopes: Scopes.parse(row.scopes),
    effectiveScopes: state === 'active' ? keyScopes(row.scopes, row.creator_role ?? undefined) : [],
    createdBy: row.created_by,
    createdByName: row.display_name,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }
}

export const organisationView = (row: { organisation_id: string; name: string; created_at: Date }) => ({
  organisationId: row.organisation_id,
  name: row.name,
  createdAt: row.created_at.toISOString(),
})

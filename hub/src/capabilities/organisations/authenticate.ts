import { AtriumError } from '../../kernel/errors.ts'
import type { Clock } from '../../kernel/time.ts'
import type { Principal } from '../../operation/context.ts'
import type { Credentials } from '../../operation/ports.ts'
import type { Database, Reader } from '../../platform/database/database.ts'
import type { AccessTokens } from './access-token.ts'
import { apiKeyHash, looksLikeApiKey } from './api-key-text.ts'
import { sha256 } from './hash.ts'
import { apiKeyState, keyScopes, scopesOf, sessionStands, useNotedEvery } from './rules.ts'
import { apiKeyById } from './sql/api-key-by-id.ts'
import { enterScope } from './sql/enter-scope.ts'
import { lookUpApiKey } from './sql/look-up-api-key.ts'
import { lookUpSession } from './sql/look-up-session.ts'
import { ownMembership } from './sql/own-membership.ts'
import type { ApiKeyRow } from './sql/rows.ts'
import { sessionById } from './sql/session-by-id.ts'
import { touchApiKey } from './sql/touch-api-key.ts'
import { touchSession } from './sql/touch-session.ts'

/**
 * Who this is, with what they may do at this moment: role and membership are read at every call.
 *
 * A session cookie that is no good any more counts as none, so that whoever carries an old one can still sign in; a
 * bearer credential that is no good is refused, since a program meant it. Where both come, the bearer counts.
 */
export function createAuthenticate(parts: { database: Database; clock: Clock; tokens: AccessTokens }) {
  return async ({ bearer, session }: Credentials): Promise<Principal | undefined> => {
    if (bearer !== undefined) {
      const found = looksLikeApiKey(bearer) ? await byApiKey(parts, bearer) : await byToken(parts, bearer)
      if (!found)
        throw new AtriumError('unauthenticated', {
          detail: 'This key or token is unknown, expired or revoked.',
          next: 'Make a new API key under Organisation → API keys, or ask with the key for a new token.',
        })
      return found
    }
    return session === undefined ? undefined : bySession(parts, session)
  }
}

interface Parts {
  database: Database
  clock: Clock
  tokens: AccessTokens
}

async function bySession({ database, clock }: Parts, token: string): Promise<Principal | undefined> {
  const now = clock.now()
  const found = await database.read({}, async (reader) => {
    const named = await reader.first(lookUpSession, { tokenHash: sha256(token), now })
    if (!named) return undefined
    await reader.first(enterScope, { organisationId: named.organisation_id, accountId: named.account_id })
    const session = await reader.first(sessionById, { sessionId: named.session_id })
    const membership = await reader.first(ownMembership, {})
    return { ...named, session, membership }
  })
  if (!found?.session || !found.membership?.accepted_at) return undefined
  const { last_seen_at: lastSeenAt, expires_at: expiresAt } = found.session
  if (!sessionStands({ lastSeenAt, expiresAt }, now)) return undefined
  const { session_id: id, account_id: accountId, organisation_id: organisationId } = found
  if (now.getTime() - lastSeenAt.getTime() >= useNotedEvery)
    await database.write({ accountId }, (writer) => writer.run(touchSession, { sessionId: id, now }))
  const { role } = found.membership
  return { kind: 'session', id, accountId, organisationId, role, scopes: scopesOf(role) }
}

async function byApiKey({ database, clock }: Parts, text: string): Promise<Principal | undefined> {
  const secretHash = apiKeyHash(text)
  if (!secretHash) return undefined
  const now = clock.now()
  const found = await database.read({}, async (reader) => {
    const named = await reader.first(lookUpApiKey, { secretHash })
    if (!named) return undefined
    await reader.first(enterScope, { organisationId: named.organisation_id, accountId: '' })
    const key = await liveKey(reader, named.api_key_id, now)
    return key && { key, organisationId: named.organisation_id }
  })
  if (!found) return undefined
  const { key, organisationId } = found
  const unlessSince = new Date(now.getTime() - useNotedEvery)
  if (key.last_used_at === null || key.last_used_at <= unlessSince)
    await database.write({ organisationId }, (writer) =>
      writer.run(touchApiKey, { apiKeyId: key.api_key_id, now, unlessSince }),
    )
  return { kind: 'api_key', id: key.api_key_id, organisationId, scopes: scopesOfKey(key) }
}

/** A token is never more than its key is at this moment; it acts under its key's id, so that both share answers kept. */
async function byToken({ database, clock, tokens }: Parts, token: string): Promise<Principal | undefined> {
  const claims = await tokens.verify(token)
  if (!claims) return undefined
  const { organisationId, apiKeyId } = claims
  const key = await database.read({ organisationId }, (reader) => liveKey(reader, apiKeyId, clock.now()))
  if (!key) return undefined
  const scopes = scopesOfKey(key).filter((scope) => claims.scopes.includes(scope))
  return { kind: 'token', id: apiKeyId, organisationId, scopes }
}

async function liveKey(reader: Reader, apiKeyId: string, now: Date): Promise<ApiKeyRow | undefined> {
  const key = await reader.first(apiKeyById, { apiKeyId })
  if (!key) return undefined
  const facts = {
    expiresAt: key.expires_at,
    revokedAt: key.revoked_at,
    creatorIsMember: key.creator_accepted_at !== null,
  }
  return apiKeyState(facts, now) === 'active' ? key : undefined
}

const scopesOfKey = (key: ApiKeyRow) => keyScopes(key.scopes, key.creator_role ?? undefined)

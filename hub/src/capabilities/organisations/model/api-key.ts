import { z } from 'zod'
import { Instant, pageOf, Uuid } from '../../../operation/schemas.ts'
import { ScopeName } from './role.ts'

export const ApiKeyState = z.enum(['active', 'expired', 'revoked', 'orphaned']).meta({ id: 'ApiKeyState' })
export type ApiKeyState = z.infer<typeof ApiKeyState>

export const ApiKey = z
  .object({
    apiKeyId: Uuid,
    name: z.string(),
    prefix: z.string().describe('How the key begins, by which it is recognised'),
    state: ApiKeyState.describe('`orphaned`: the person who made it is no member any more'),
    scopes: z.array(ScopeName).describe('What it was made for'),
    effectiveScopes: z.array(ScopeName).describe('What it may do now: never more than the person who made it'),
    createdBy: Uuid,
    createdByName: z.string().nullable(),
    createdAt: Instant,
    expiresAt: Instant,
    lastUsedAt: Instant.nullable().describe('To the minute'),
    revokedAt: Instant.nullable(),
  })
  .meta({ id: 'ApiKey' })
export const ApiKeyPage = pageOf(ApiKey, 'ApiKey')

export const ApiKeyCreated = z
  .object({ apiKey: ApiKey, key: z.string().describe('Shown this once; keep it where secrets are kept') })
  .meta({ id: 'ApiKeyCreated' })

export const AccessToken = z
  .object({
    accessToken: z.string().describe('A signed JWT (RFC 9068); send it as `Authorization: Bearer`'),
    expiresAt: Instant,
    scopes: z.array(ScopeName),
  })
  .meta({ id: 'AccessToken' })

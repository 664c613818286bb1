import { z } from 'zod'
import { Instant, pageOf, Uuid } from '../../../operation/schemas.ts'
import { RoleName, ScopeName } from './role.ts'

export const SignInMethod = z.enum(['link', 'password', 'passkey']).meta({ id: 'SignInMethod' })
export type SignInMethod = z.infer<typeof SignInMethod>

/**
 * The token of a session. A door for browsers moves it into an HttpOnly cookie and drops it from the body; null clears
 * the cookie.
 */
const sessionCookie = { cookie: 'session' } as const

export const SessionStarted = z
  .object({
    sessionToken: z.string().meta(sessionCookie),
    sessionId: Uuid,
    accountId: Uuid,
    organisationId: Uuid,
    method: SignInMethod,
    expiresAt: Instant.describe('At the latest; it ends earlier when it is not used'),
  })
  .meta({ id: 'SessionStarted' })
export type SessionStarted = z.infer<typeof SessionStarted>

export const SessionEnded = z
  .object({ sessionToken: z.null().meta(sessionCookie), done: z.literal(true) })
  .meta({ id: 'SessionEnded' })

export const Session = z
  .object({
    sessionId: Uuid,
    organisationId: Uuid,
    method: SignInMethod,
    address: z.string().describe('Where it was started from; empty where that is not known'),
    current: z.boolean().describe('Whether it is the one that asks'),
    startedAt: Instant,
    lastSeenAt: Instant.describe('To the minute'),
    expiresAt: Instant,
  })
  .meta({ id: 'Session' })
export const SessionPage = pageOf(Session, 'Session')

export const Account = z
  .object({
    accountId: Uuid,
    displayName: z.string(),
    email: z.string().nullable().describe('What a password is entered with; null until one was set'),
  })
  .meta({ id: 'Account' })

export const Passkey = z
  .object({ passkeyId: z.string(), name: z.string(), addedAt: Instant, lastUsedAt: Instant.nullable() })
  .meta({ id: 'Passkey' })

/** What a person can sign in with; with neither, only a new link lets them in again. */
export const OwnCredentials = z
  .object({ password: z.boolean(), passkeys: z.array(Passkey) })
  .meta({ id: 'OwnCredentials' })

export const OwnOrganisation = z
  .object({ organisationId: Uuid, name: z.string(), role: RoleName })
  .meta({ id: 'OwnOrganisation' })

/** Who I am, where, and what I may do. */
export const OwnSession = z
  .object({
    sessionId: Uuid,
    account: Account,
    organisation: OwnOrganisation,
    otherOrganisations: z.array(OwnOrganisation),
    scopes: z.array(ScopeName),
    credentials: OwnCredentials,
    mayChangeCredentials: z.boolean().describe('False: sign in again before adding a passkey or setting a password'),
    method: SignInMethod,
    startedAt: Instant,
    expiresAt: Instant,
  })
  .meta({ id: 'OwnSession' })

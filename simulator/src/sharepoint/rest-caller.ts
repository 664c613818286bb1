import { SHAREPOINT_APP_ID } from '../first-party-resources.ts'
import { personLevel } from '../world/sharepoint/access.ts'
import type { Level } from '../world/sharepoint/grants.ts'
import type { Site } from '../world/sharepoint/site.ts'
import type { Tenancy } from '../world/tenancy.ts'

/** What the door must know of a token that was issued for SharePoint. */
export interface SharePointToken {
  readonly tenantId: string
  readonly appId: string
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
  readonly isAppOnly: boolean
  readonly userObjectId?: string
}

/** Verifies a bearer token that was issued for an audience which `takes` accepts. */
export type VerifyToken = (
  credential: string,
  takes: (audience: string) => boolean,
) => Promise<{ ok: true; token: SharePointToken } | { ok: false; reason: string }>

/** Permissions of the resource Office 365 SharePoint Online, by role and by scope. */
const LEVELS: { readonly [permission: string]: Level } = {
  'Sites.Read.All': 1,
  'Sites.ReadWrite.All': 2,
  'Sites.Manage.All': 3,
  'Sites.FullControl.All': 4,
  'AllSites.Read': 1,
  'AllSites.Write': 2,
  'AllSites.Manage': 3,
  'AllSites.FullControl': 4,
}

/** Whether a token is for this host: by its origin, or by the id that SharePoint has everywhere. */
export function takesAudience(hostname: string): (audience: string) => boolean {
  return (audience) => {
    const bare = audience.replace(/\/$/, '').toLowerCase()
    return (
      bare === `https://${hostname}` ||
      bare === SHAREPOINT_APP_ID ||
      bare.startsWith(`${SHAREPOINT_APP_ID}/${hostname}@`)
    )
  }
}

/** How much a caller may do on a site: what the token allows, and for a person no more than that person may. */
export function levelOf(tenancy: Tenancy, site: Site, token: SharePointToken): Level | 0 {
  const held = token.isAppOnly ? token.roles : token.scopes
  const everywhere = Math.max(0, ...held.map((permission) => LEVELS[permission] ?? 0))
  const granted = held.includes('Sites.Selected') ? (site.grants.levelOf(token.appId) ?? 0) : 0
  const allowed = Math.max(everywhere, granted)
  if (token.isAppOnly) return asLevel(allowed)
  const user = tenancy.findOf('user', token.userObjectId ?? '')
  return asLevel(Math.min(allowed, (user && personLevel(tenancy, site, user)) ?? 0))
}

const asLevel = (number: number): Level | 0 => ([1, 2, 3, 4] as const).find((level) => level === number) ?? 0

/**
 * Whether an application signed in with a secret: SharePoint takes certificates only
 * (learn.microsoft.com/sharepoint/dev/solution-guidance/security-apponly-azuread). `appidacr` is 1 for a secret.
 */
export function usedSecret(credential: string): boolean {
  const claims: unknown = JSON.parse(Buffer.from(credential.split('.')[1] ?? '', 'base64url').toString() || '{}')
  return typeof claims === 'object' && claims !== null && 'appidacr' in claims && claims.appidacr === '1'
}

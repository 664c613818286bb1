import { FIRST_PARTY_RESOURCES, firstPartyResource, SHAREPOINT_APP_ID } from '../first-party-resources.ts'

/** Microsoft Graph's application id, the same in every tenancy. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000'
/** What version 1.0 requests mean that name no resource: the retired Azure AD Graph (azure-ad-endpoint-comparison). */
export const DEFAULT_VERSION_ONE_RESOURCE = '00000002-0000-0000-c000-000000000000'

const GRAPH_AUDIENCES = new Set(['https://graph.microsoft.com', 'https://graph.microsoft.com/', GRAPH_APP_ID])
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const SHAREPOINT_HOST = /^[a-z0-9-]+\.sharepoint\.com$/

/** Whether Graph takes tokens of this audience. */
export function isGraphAudience(audience: string): boolean {
  return GRAPH_AUDIENCES.has(audience)
}

/** Whether the resource is Microsoft's own: known in every tenancy, and given version 1.0 tokens. */
export function isFirstParty(appId: string): boolean {
  return appId === GRAPH_APP_ID || firstPartyResource(appId) !== undefined
}

/**
 * The application behind a resource identifier: an address of one of Microsoft's interfaces or of the simulator itself
 * (which means Graph), an application id, or `api://` with one. Undefined for anything else.
 */
export function resourceAppId(identifier: string, origin: string): string | undefined {
  if (identifier === '' || isGraphAudience(identifier.toLowerCase()) || isWithin(identifier, origin)) {
    return GRAPH_APP_ID
  }
  const guid = identifier.replace(/^api:\/\//i, '').replace(/\/$/, '')
  if (GUID.test(guid)) return guid.toLowerCase()
  if (!URL.canParse(identifier)) return undefined
  const { protocol, hostname, origin: named } = new URL(identifier)
  if (protocol === 'https:' && SHAREPOINT_HOST.test(hostname)) return SHAREPOINT_APP_ID
  return FIRST_PARTY_RESOURCES.find((resource) => resource.origins.includes(named))?.appId
}

/**
 * The `aud` of tokens for a resource: as the caller wrote it, Graph's address where it was left out, the origin of a
 * SharePoint tenancy.
 */
export function audienceOf(identifier: string, origin: string): string {
  if (identifier === '' || isWithin(identifier, origin)) return 'https://graph.microsoft.com'
  const isSharePoint = resourceAppId(identifier, origin) === SHAREPOINT_APP_ID && URL.canParse(identifier)
  return isSharePoint ? new URL(identifier).origin : identifier
}

/** Whether a text can name a resource at all. */
export function isResourceIdentifier(identifier: string): boolean {
  return identifier === '' || /^(https?|api):\/\/[^/]/i.test(identifier) || GUID.test(identifier)
}

const isWithin = (identifier: string, origin: string): boolean => `${identifier}/`.startsWith(`${origin}/`)

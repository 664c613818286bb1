import type { SharePoint } from '../../../world/sharepoint/sharepoint.ts'
import type { Site } from '../../../world/sharepoint/site.ts'
import { invalidRequest } from './errors.ts'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * The site that a path names: `root`, a host name, `{hostname},{siteCollectionId},{webId}`, the id of its collection, or
 * `{hostname}:/{path}` (learn.microsoft.com/graph/api/site-get, site-getbypath). Undefined when there is none.
 */
export function siteNamed(sharePoint: SharePoint, reference: string): Site | undefined {
  if (reference.toLowerCase() === 'root') return sharePoint.root
  const byPath = /^([^,:]+):\/?(.*)$/.exec(reference)
  if (byPath) {
    requireHost(sharePoint, byPath[1] ?? '')
    return sharePoint.byPath(byPath[2] ?? '')
  }
  if (GUID.test(reference)) return sharePoint.byIds(reference.toLowerCase(), undefined)
  const [hostname = '', collection, web, ...rest] = reference.split(',')
  if (collection === undefined && hostname.includes('.')) {
    requireHost(sharePoint, hostname)
    return sharePoint.root
  }
  if (collection === undefined || !GUID.test(collection) || rest.length > 0)
    throw invalidRequest('Provided identifier is malformed - site collection id is not valid')
  if (web !== undefined && !GUID.test(web))
    throw invalidRequest('Provided identifier is malformed - web id is not valid')
  requireHost(sharePoint, hostname)
  return sharePoint.byIds(collection.toLowerCase(), web?.toLowerCase())
}

function requireHost(sharePoint: SharePoint, hostname: string): void {
  if (hostname.toLowerCase() !== sharePoint.hostname) throw invalidRequest('Invalid hostname for this tenancy')
}

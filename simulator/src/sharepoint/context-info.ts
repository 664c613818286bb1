import { guidOf } from '../world/random.ts'
import type { Site } from '../world/sharepoint/site.ts'
import type { Tenancy } from '../world/tenancy.ts'
import type { RestAnswer } from './rest-format.ts'

/** How long a form digest holds; seconds. */
const DIGEST_SECONDS = 1_800

/**
 * POST `_api/contextinfo`: the digest that a browser's session must send with each change. Bearer tokens need none, and
 * nothing is refused for the want of it.
 */
export function contextInfo(tenancy: Tenancy, site: Site, now: number): RestAnswer {
  const random = guidOf(`${tenancy.profile.tenantId}/digest/${now}`).replaceAll('-', '').toUpperCase()
  const value = {
    FormDigestTimeoutSeconds: DIGEST_SECONDS,
    FormDigestValue: `0x${random},${new Date(now).toUTCString().replace('GMT', '-0000')}`,
    LibraryVersion: '16.0.25331.12000',
    SiteFullUrl: (site.plan.parent ?? site).webUrl,
    SupportedSchemaVersions: ['14.0.0.0', '15.0.0.0'],
    WebFullUrl: site.webUrl,
  }
  return { kind: 'value', name: 'GetContextWebInformation', value }
}

import { applicationIdentity, personIdentity, type SharePointIdentity } from '../../../world/sharepoint/identity.ts'
import type { SharePointList } from '../../../world/sharepoint/list.ts'
import type { Site } from '../../../world/sharepoint/site.ts'
import type { ListWrite } from '../../../world/sharepoint/writing.ts'
import type { WriteContext } from '../../call.ts'

/** Whom SharePoint remembers for a change: the signed-in person, or the application by itself. */
export function callerOf({ tenancy, token }: WriteContext): SharePointIdentity {
  const user = token.userObjectId === undefined ? undefined : tenancy.findOf('user', token.userObjectId)
  return user ? personIdentity(user) : applicationIdentity(tenancy, token.appId)
}

/** The change that a call makes in a list. */
export function listWrite(context: WriteContext, site: Site, list: SharePointList): ListWrite {
  const { world, tenancy, random, now } = context
  return { world, tenancy, site, list, random, now, by: callerOf(context) }
}

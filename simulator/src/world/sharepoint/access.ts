import { type Entity, textOf } from '../model.ts'
import type { Tenancy } from '../tenancy.ts'
import type { Level } from './grants.ts'
import type { Site } from './site.ts'

/** Roles whose holders administer SharePoint (learn.microsoft.com/sharepoint/sharepoint-admin-role). */
const ADMINISTRATORS = ['62e90394-69f5-4237-9190-012177145e10', 'f28a1f50-f6e7-4571-818b-6a12f2af6b6c']

/** Whether the person is a Global Administrator or SharePoint Administrator. */
export function isSharePointAdministrator(tenancy: Tenancy, user: Entity): boolean {
  for (const id of tenancy.relations.members.to(user.id)) {
    const role = tenancy.findOf('directoryRole', id)
    if (role && ADMINISTRATORS.includes(textOf(role, 'roleTemplateId') ?? '')) return true
  }
  return false
}

/**
 * What a person may do on a site, or undefined for nothing. A group's site: its owners everything, its members all but
 * permissions, and where the group is public everyone employed what members may. A site without a group: administrators
 * everything, everyone employed reads and changes items. Guests are let in as members of a group only.
 */
export function personLevel(tenancy: Tenancy, site: Site, user: Entity): Level | undefined {
  const isGuest = textOf(user, 'userType') === 'Guest'
  if (site.plan.groupId === undefined) {
    if (isSharePointAdministrator(tenancy, user)) return 4
    return isGuest ? undefined : 2
  }
  const { group } = site
  if (!group) return undefined
  if (tenancy.linked('owners', group.id, user.id)) return 4
  if (tenancy.linked('members', group.id, user.id)) return 3
  return textOf(group, 'visibility') === 'Public' && !isGuest ? 3 : undefined
}

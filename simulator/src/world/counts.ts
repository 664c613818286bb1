import { type Entity, groupKind, isDynamic, type Json, type Kind, type Relation } from './model.ts'
import type { Tenancy } from './tenancy.ts'
import { isVisible, visible } from './truth.ts'

/** True counts of one tenancy, for tests and benchmarks to compare with; what is computed is counted without being made. */
export function countsOf(tenancy: Tenancy): Json {
  const grants = [...visible(tenancy, 'oauth2PermissionGrant')].length
  return {
    users: userCounts(tenancy),
    groups: groupCounts(tenancy),
    memberships: linkCount(tenancy, 'members', 'group'),
    groupOwners: linkCount(tenancy, 'owners', 'group'),
    devices: tenancy.store('device').live,
    applications: tenancy.store('application').live,
    applicationOwners: linkCount(tenancy, 'owners', 'application'),
    servicePrincipals: tenancy.store('servicePrincipal').live,
    servicePrincipalOwners: linkCount(tenancy, 'owners', 'servicePrincipal'),
    appRoleAssignments: assignmentCount(tenancy),
    oauth2PermissionGrants: grants,
    administrativeUnits: tenancy.store('administrativeUnit').live,
    administrativeUnitMembers: linkCount(tenancy, 'members', 'administrativeUnit'),
    directoryRoles: tenancy.store('directoryRole').live,
    deleted: tenancy.bin.size,
  }
}

function userCounts(tenancy: Tenancy) {
  const users = { total: 0, members: 0, guests: 0, enabled: 0, disabled: 0, withManager: 0 }
  for (const user of tenancy.store('user').kept()) {
    if (user.state !== 'live') continue
    users.total += 1
    users[user.properties.userType === 'Guest' ? 'guests' : 'members'] += 1
    users[user.properties.accountEnabled === true ? 'enabled' : 'disabled'] += 1
  }
  const unchanged = tenancy.store('user').unchangedSize
  users.total += unchanged
  users.members += unchanged
  users.enabled += unchanged
  users.withManager = linkCount(tenancy, 'manager', 'user')
  return users
}

function groupCounts(tenancy: Tenancy) {
  const groups = { total: 0, security: 0, microsoft365: 0, mailEnabledSecurity: 0, distribution: 0, dynamic: 0 }
  const store = tenancy.store('group')
  for (const group of store.kept()) {
    if (group.state !== 'live') continue
    groups.total += 1
    groups[groupKind(group)] += 1
    if (isDynamic(group)) groups.dynamic += 1
  }
  groups.total += store.unchangedSize
  const kinds = tenancy.population?.groupKinds((index) => store.isUnchanged(index))
  for (const kind of ['security', 'microsoft365', 'mailEnabledSecurity', 'distribution'] as const)
    groups[kind] += kinds?.[kind] ?? 0
  return groups
}

/** How many links of a relation begin at objects of a kind and have both ends within sight. */
function linkCount(tenancy: Tenancy, relation: Relation, kind: Kind): number {
  const links = tenancy.relations[relation]
  let count = 0
  for (const [sourceId, targets] of links.kept()) {
    if (tenancy.findOf(kind, sourceId)) for (const target of targets) if (tenancy.find(target) !== undefined) count += 1
  }
  return kind === COMPUTED_SOURCES[relation] ? count + computedLinkCount(tenancy, relation) : count
}

/** What the computed links of a relation begin at. */
const COMPUTED_SOURCES: { readonly [relation in Relation]: Kind } = {
  members: 'group',
  owners: 'group',
  manager: 'user',
}

/** All computed links but those that were cut and those of objects out of sight, which are few. */
function computedLinkCount(tenancy: Tenancy, relation: Relation): number {
  const links = tenancy.relations[relation]
  let count = links.computedSize
  if (count === 0) return 0
  for (const entity of unseen(tenancy)) {
    for (const _ of links.computed('from', entity.id)) count -= 1
    for (const source of links.computed('to', entity.id)) if (tenancy.find(source) !== undefined) count -= 1
  }
  return count
}

/** How many assignments have both ends within sight. */
function assignmentCount(tenancy: Tenancy): number {
  const store = tenancy.store('appRoleAssignment')
  let count = store.unchangedSize
  const kept = new Set<string>()
  for (const assignment of store.kept()) {
    kept.add(assignment.id)
    if (isVisible(tenancy, assignment)) count += 1
  }
  const fallen = new Set<string>()
  if (store.unchangedSize > 0)
    for (const { id } of unseen(tenancy))
      for (const links of [tenancy.assignmentsOf, tenancy.assignedTo])
        for (const assignmentId of links.computed('from', id)) if (!kept.has(assignmentId)) fallen.add(assignmentId)
  return count - fallen.size
}

/** The objects that are kept, but out of sight: only what changed can be. */
function* unseen(tenancy: Tenancy): Iterable<Entity> {
  for (const kind of ['user', 'group', 'servicePrincipal'] as const)
    for (const entity of tenancy.store(kind).kept()) if (entity.state !== 'live') yield entity
}

import { assignmentStands, grantStands } from './assignments.ts'
import { type Entity, groupKind, isDynamic, type Json, type Kind, type Relation } from './model.ts'
import type { Tenancy } from './tenancy.ts'

const LISTED: readonly Kind[] = [
  'user',
  'group',
  'device',
  'servicePrincipal',
  'application',
  'administrativeUnit',
  'directoryRole',
]

/** The objects of a kind that a reader sees. */
export function* visible(tenancy: Tenancy, kind: Kind): Iterable<Entity> {
  for (const entity of tenancy.store(kind)) if (isVisible(tenancy, entity)) yield entity
}

/** Whether a reader sees the object: it is live, and so is whatever it connects. */
export function isVisible(tenancy: Tenancy, entity: Entity): boolean {
  if (entity.state !== 'live') return false
  if (entity.kind === 'appRoleAssignment') return assignmentStands(tenancy, entity)
  if (entity.kind === 'oauth2PermissionGrant') return grantStands(tenancy, entity)
  return true
}

/** The visible targets of a relation, e.g. the members of a group. */
export function* targets(tenancy: Tenancy, relation: Relation, source: Entity): Iterable<Entity> {
  for (const id of tenancy.relations[relation].from(source.id)) {
    const target = tenancy.find(id)
    if (target) yield target
  }
}

/** True counts of one tenancy, for tests and benchmarks to compare with. */
export function countsOf(tenancy: Tenancy): Json {
  const users = { total: 0, members: 0, guests: 0, enabled: 0, disabled: 0, withManager: 0 }
  for (const user of visible(tenancy, 'user')) {
    users.total += 1
    users[user.properties.userType === 'Guest' ? 'guests' : 'members'] += 1
    users[user.properties.accountEnabled === true ? 'enabled' : 'disabled'] += 1
    if (size(targets(tenancy, 'manager', user)) > 0) users.withManager += 1
  }
  const groups = { total: 0, security: 0, microsoft365: 0, mailEnabledSecurity: 0, distribution: 0, dynamic: 0 }
  let memberships = 0
  let groupOwners = 0
  for (const group of visible(tenancy, 'group')) {
    groups.total += 1
    groups[groupKind(group)] += 1
    if (isDynamic(group)) groups.dynamic += 1
    memberships += size(targets(tenancy, 'members', group))
    groupOwners += size(targets(tenancy, 'owners', group))
  }
  const sum = (kind: Kind, relation: Relation) =>
    [...visible(tenancy, kind)].reduce((total, entity) => total + size(targets(tenancy, relation, entity)), 0)
  const count = (kind: Kind) => size(visible(tenancy, kind))
  return {
    users,
    groups,
    memberships,
    groupOwners,
    devices: count('device'),
    applications: count('application'),
    applicationOwners: sum('application', 'owners'),
    servicePrincipals: count('servicePrincipal'),
    servicePrincipalOwners: sum('servicePrincipal', 'owners'),
    appRoleAssignments: count('appRoleAssignment'),
    oauth2PermissionGrants: count('oauth2PermissionGrant'),
    administrativeUnits: count('administrativeUnit'),
    administrativeUnitMembers: sum('administrativeUnit', 'members'),
    directoryRoles: count('directoryRole'),
    deleted: tenancy.bin.size,
  }
}

/** The whole plain truth of one tenancy as a reader may see it; links as lists of ids beside each object. */
export function truthOf(tenancy: Tenancy): { [name: string]: Json } {
  const truth: { [name: string]: Json } = { tenancy: { ...tenancy.profile } }
  for (const kind of LISTED) {
    truth[`${kind}s`] = [...visible(tenancy, kind)].map((entity) => {
      const plain: { [name: string]: Json } = { ...entity.properties }
      for (const relation of ['members', 'owners', 'manager'] as const) {
        const ids = [...targets(tenancy, relation, entity)].map((target) => target.id)
        if (relation === 'manager' ? kind === 'user' : hasRelation(kind, relation))
          plain[relation] = relation === 'manager' ? (ids[0] ?? null) : ids.sort()
      }
      return plain
    })
  }
  for (const kind of ['appRoleAssignment', 'oauth2PermissionGrant'] as const)
    truth[`${kind}s`] = [...visible(tenancy, kind)].map((entity) => ({ ...entity.properties }))
  truth.deleted = [...tenancy.bin].map((entity) => ({ kind: entity.kind, ...entity.properties }))
  return truth
}

function hasRelation(kind: Kind, relation: 'members' | 'owners'): boolean {
  if (relation === 'members') return kind === 'group' || kind === 'administrativeUnit' || kind === 'directoryRole'
  return kind === 'group' || kind === 'application' || kind === 'servicePrincipal'
}

function size(items: Iterable<unknown>): number {
  let count = 0
  for (const _ of items) count += 1
  return count
}

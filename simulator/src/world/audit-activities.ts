import type { AuditTarget } from './audit-log.ts'
import type { DirectoryEvent } from './directory-event.ts'
import { type Entity, type Json, type Kind, type Properties, textOf } from './model.ts'

/** What an event is called in the audit log, and about what. */
export interface AuditActivity {
  readonly activity: string
  readonly category: string
  readonly operationType: string
  readonly targets: readonly AuditTarget[]
  /** `loggedByService`; Core Directory when not said. */
  readonly service?: string
}

const NOUNS: { readonly [kind in Kind]: string } = {
  user: 'user',
  group: 'group',
  device: 'device',
  servicePrincipal: 'service principal',
  application: 'application',
  administrativeUnit: 'administrative unit',
  directoryRole: 'role',
  appRoleAssignment: 'app role assignment',
  oauth2PermissionGrant: 'delegated permission grant',
}

const CATEGORIES: { readonly [kind in Kind]: string } = {
  user: 'UserManagement',
  group: 'GroupManagement',
  device: 'Device',
  servicePrincipal: 'ApplicationManagement',
  application: 'ApplicationManagement',
  administrativeUnit: 'AdministrativeUnit',
  directoryRole: 'RoleManagement',
  appRoleAssignment: 'ApplicationManagement',
  oauth2PermissionGrant: 'ApplicationManagement',
}

const TYPES: { readonly [kind in Kind]: string } = {
  user: 'User',
  group: 'Group',
  device: 'Device',
  servicePrincipal: 'ServicePrincipal',
  application: 'Application',
  administrativeUnit: 'AdministrativeUnit',
  directoryRole: 'Role',
  appRoleAssignment: 'ServicePrincipal',
  oauth2PermissionGrant: 'ServicePrincipal',
}

/**
 * The audit activities of one event; more than one where the real log writes more than one.
 * Source of the names: "Microsoft Entra audit log categories and activities" (reference-audit-activities).
 */
export function auditActivities(event: DirectoryEvent): AuditActivity[] {
  const { entity } = event
  const category = CATEGORIES[entity.kind]
  if (event.what === 'linked' || event.what === 'unlinked') return [linkActivity(event)]
  if (entity.kind === 'appRoleAssignment') return [assignmentActivity(event.what, entity)]
  const noun = NOUNS[entity.kind]
  if (event.what === 'updated') {
    const targets = [{ ...auditTarget(entity), modified: modifiedProperties(event.before, entity.properties) }]
    const update = { activity: `Update ${noun}`, category, operationType: 'Update', targets }
    return entity.kind === 'user' && 'accountEnabled' in event.before
      ? [
          { ...update, activity: entity.properties.accountEnabled === true ? 'Enable account' : 'Disable account' },
          update,
        ]
      : [update]
  }
  const targets = [auditTarget(entity, event.what === 'created' ? modifiedProperties({}, entity.properties) : [])]
  const [verb, operationType] = VERBS[event.what]
  const told = verb === 'Delete' && REMOVED.has(entity.kind) ? 'Remove' : verb
  return [{ activity: `${told} ${noun}`, category, operationType, targets }]
}

/** Kinds that the log calls removed where it calls others deleted. */
const REMOVED: ReadonlySet<Kind> = new Set(['servicePrincipal', 'oauth2PermissionGrant'])

const VERBS = {
  created: ['Add', 'Add'],
  deleted: ['Delete', 'Delete'],
  removed: ['Delete', 'Delete'],
  hardDeleted: ['Hard Delete', 'Delete'],
  restored: ['Restore', 'Update'],
} as const

function linkActivity(event: Extract<DirectoryEvent, { relation: unknown }>): AuditActivity {
  const { entity, relation, target: other } = event
  const added = event.what === 'linked'
  const category = CATEGORIES[entity.kind]
  const operationType = added ? 'Assign' : 'Unassign'
  if (relation === 'manager') {
    const activity = added ? 'Set user manager' : 'Remove user manager'
    return { activity, category, operationType: 'Update', targets: [auditTarget(entity), auditTarget(other)] }
  }
  const what = relation === 'members' ? 'member' : 'owner'
  const [verb, preposition] = added ? ['Add', 'to'] : ['Remove', 'from']
  const name = { name: `${TYPES[entity.kind]}.DisplayName`, before: null, after: quoted(entity.properties.displayName) }
  const targets = [auditTarget(other, [name]), auditTarget(entity)]
  return { activity: `${verb} ${what} ${preposition} ${NOUNS[entity.kind]}`, category, operationType, targets }
}

function assignmentActivity(what: string, assignment: Entity): AuditActivity {
  const principal = String(assignment.properties.principalType)
  const [to, from] =
    principal === 'User'
      ? ['grant to user', 'from user']
      : principal === 'Group'
        ? ['to group', 'from group']
        : ['to service principal', 'from service principal']
  const added = what === 'created'
  const targets = [
    reference('ServicePrincipal', assignment, 'resourceId', 'resourceDisplayName'),
    reference(principal, assignment, 'principalId', 'principalDisplayName'),
  ]
  const activity = added ? `Add app role assignment ${to}` : `Remove app role assignment ${from}`
  return { activity, category: 'ApplicationManagement', operationType: added ? 'Assign' : 'Unassign', targets }
}

function reference(type: string, assignment: Entity, id: string, name: string): AuditTarget {
  return { type, id: textOf(assignment, id) ?? '', displayName: textOf(assignment, name), modified: [] }
}

/** An object of the directory as what an activity was about. */
export function auditTarget(entity: Entity, changes: AuditTarget['modified'] = []): AuditTarget {
  const about = {
    type: TYPES[entity.kind],
    id: entity.id,
    displayName: textOf(entity, 'displayName'),
    modified: changes,
  }
  return entity.kind === 'user' ? { ...about, userPrincipalName: textOf(entity, 'userPrincipalName') } : about
}

/** Names that are never told with their value. */
const SECRET = new Set(['passwordProfile', 'passwordCredentials', 'keyCredentials'])

/** What changed, by name, from `before` to `after`; all of `after` where there was nothing before. */
export function modifiedProperties(before: Properties, after: Properties): AuditTarget['modified'] {
  const names = Object.keys(Object.keys(before).length > 0 ? before : after).filter((name) => name !== 'id')
  return names.map((name) => ({
    name,
    before: SECRET.has(name) ? null : quoted(before[name]),
    after: SECRET.has(name) ? null : quoted(after[name]),
  }))
}

/** Values are JSON in a text, and a single value stands in a list of one, as the real log writes them. */
function quoted(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null
  return JSON.stringify(Array.isArray(value) ? value : [value])
}

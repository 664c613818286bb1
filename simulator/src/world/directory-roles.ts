import { createHash } from 'node:crypto'
import { type Entity, textOf } from './model.ts'
import type { RoleTemplate } from './role-templates.ts'
import type { Tenancy } from './tenancy.ts'

/** The activated role of a template; undefined where nobody has activated it yet. */
export function activatedRole(tenancy: Tenancy, templateId: string): Entity | undefined {
  for (const role of tenancy.store('directoryRole')) if (textOf(role, 'roleTemplateId') === templateId) return role
  return undefined
}

/** Activates a role, as the first assignment of it does by itself. `id` is taken when it is not active yet. */
export function activateRole(tenancy: Tenancy, template: RoleTemplate, id: string): Entity {
  return (
    activatedRole(tenancy, template.templateId) ??
    tenancy.insert('directoryRole', id, {
      description: template.description,
      displayName: template.name,
      roleTemplateId: template.templateId,
    })
  )
}

/** The names of the roles that a user or servicePrincipal holds, directly or by a role-assignable group. */
export function rolesHeldBy(tenancy: Tenancy, holder: Entity): ReadonlySet<string> {
  const held = new Set<string>()
  for (const source of sourcesWithin(tenancy, holder)) {
    if (source.kind === 'directoryRole') held.add(textOf(source, 'displayName') ?? '')
    if (source.kind !== 'group' || source.properties.isAssignableToRole !== true) continue
    for (const role of sourcesWithin(tenancy, source))
      if (role.kind === 'directoryRole') held.add(textOf(role, 'displayName') ?? '')
  }
  return held
}

/** Whether somebody is in, or owns, a group to which roles can be assigned: Entra protects them like administrators. */
export function isInRoleAssignableGroup(tenancy: Tenancy, person: Entity): boolean {
  const groups = [...tenancy.relations.members.to(person.id), ...tenancy.relations.owners.to(person.id)]
  return groups.some((id) => tenancy.findOf('group', id)?.properties.isAssignableToRole === true)
}

/** The id of the assignment of a role to a principal over the whole tenancy: a short opaque text, not a GUID. */
export function roleAssignmentId(roleTemplateId: string, principalId: string): string {
  return createHash('sha256').update(`${roleTemplateId}/${principalId}`).digest('base64url').slice(0, 43)
}

function sourcesWithin(tenancy: Tenancy, member: Entity): Entity[] {
  return [...tenancy.relations.members.to(member.id)].flatMap((id) => tenancy.find(id) ?? [])
}

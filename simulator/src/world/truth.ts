import { assignmentStands, grantStands } from './assignments.ts'
import { BadInput } from './input.ts'
import type { Entity, Json, Kind, Relation } from './model.ts'
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

/** Above so many people and links the truth is not put into one answer. */
const LARGEST_TRUTH = 500_000

/**
 * The whole plain truth of one tenancy as a reader may see it; links as lists of ids beside each object. Throws BadInput
 * for a tenancy that is too large to be shown in one piece.
 */
export function truthOf(tenancy: Tenancy): { [name: string]: Json } {
  const size = tenancy.store('user').size + tenancy.relations.members.size + tenancy.store('appRoleAssignment').size
  if (size > LARGEST_TRUTH)
    throw new BadInput(
      `The tenancy is too large to be shown whole (${size} people, memberships and assignments; at most ${LARGEST_TRUTH}): read /_control/counts, or single objects and lists over Graph`,
    )
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

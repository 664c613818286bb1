import { visibleAssignments } from '../../world/assignments.ts'
import type { Entity, Kind, Relation } from '../../world/model.ts'
import type { Tenancy } from '../../world/tenancy.ts'
import type { GraphAnswer, GraphContext } from '../call.ts'
import { badRequest } from '../errors.ts'
import { arraySequence, idSequence, list } from '../listing.ts'
import { isEventual } from '../odata/options.ts'

const OBJECTS = { kind: 'directoryObject', contextName: 'directoryObjects' } as const

/** The direct targets of a relation, e.g. the members of a group. */
export function targetsOf(context: GraphContext, relation: Relation, source: Entity): GraphAnswer {
  return list(context, {
    ...OBJECTS,
    sequence: idSequence(context.tenancy, context.tenancy.relations[relation].from(source.id)),
  })
}

/** What points at an object by a relation, e.g. the groups, roles and units a user is a member of. */
export function sourcesOf(context: GraphContext, relation: Relation, target: Entity): GraphAnswer {
  return list(context, {
    ...OBJECTS,
    sequence: idSequence(context.tenancy, context.tenancy.relations[relation].to(target.id)),
  })
}

/** All that is reached over any number of membership steps, up (`to`) or down (`from`), each once. */
export function transitive(context: GraphContext, direction: 'from' | 'to', start: Entity): GraphAnswer {
  if (context.cast && !isEventual(context))
    throw badRequest(
      'OData cast is only supported on transitive relations with $count=true and ConsistencyLevel: eventual.',
    )
  return list(context, { ...OBJECTS, sequence: arraySequence(reached(context.tenancy, direction, start)) })
}

/** What is reached from an object over any number of groups, up (`to`) or down (`from`), nearest first, each once. */
export function reached(tenancy: Tenancy, direction: 'from' | 'to', start: Entity): Entity[] {
  const found = new Map<string, Entity>()
  const waiting: string[] = [start.id]
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    for (const next of tenancy.relations.members[direction](id)) {
      const entity = next === start.id || found.has(next) ? undefined : tenancy.find(next)
      if (!entity) continue
      found.set(next, entity)
      if (entity.kind === 'group') waiting.push(next)
    }
  }
  return [...found.values()]
}

/** The appRoleAssignments of a principal, or to a resource. */
export function assignments(context: GraphContext, which: 'assignmentsOf' | 'assignedTo', entity: Entity): GraphAnswer {
  const sequence = idSequence(context.tenancy, context.tenancy[which].from(entity.id))
  return list(context, { sequence, kind: 'appRoleAssignment', contextName: 'appRoleAssignments' })
}

/** What an object owns. */
export function owned(context: GraphContext, owner: Entity, kinds: readonly Kind[]): GraphAnswer {
  const { tenancy } = context
  const ids = tenancy.relations.owners.to(owner.id)
  const whole = idSequence(tenancy, ids)
  const at = (position: number) => {
    const item = whole.at(position)
    return item && kinds.some((kind) => kind === item.kind) ? item : undefined
  }
  return list(context, { ...OBJECTS, sequence: { end: whole.end, at } })
}

/** Whether an assignment belongs to the object the path names. */
export function assignmentOf(context: GraphContext, ids: Iterable<string>, wanted: string): Entity | undefined {
  for (const assignment of visibleAssignments(context.tenancy, ids)) if (assignment.id === wanted) return assignment
  return undefined
}

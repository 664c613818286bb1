import type { Entity } from './model.ts'
import type { Tenancy } from './tenancy.ts'

/** The live groups that contain an object, over any number of nested memberships, each once. */
export function* groupsContaining(tenancy: Tenancy, member: Entity): Iterable<Entity> {
  const seen = new Set<string>()
  const waiting = [member.id]
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    for (const next of tenancy.relations.members.to(id)) {
      const group = seen.has(next) ? undefined : tenancy.findOf('group', next)
      if (!group) continue
      seen.add(next)
      waiting.push(next)
      yield group
    }
  }
}

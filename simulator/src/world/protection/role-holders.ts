import { rolesHeldBy } from '../directory-roles.ts'
import type { Entity } from '../model.ts'
import type { Tenancy } from '../tenancy.ts'

const cache = new WeakMap<Tenancy, { readonly revision: number; readonly ids: ReadonlySet<string> }>()

/** Ids of all that are in a role, or in a group that is: found from the few roles, however many people there are. */
function holders(tenancy: Tenancy): ReadonlySet<string> {
  const known = cache.get(tenancy)
  if (known?.revision === tenancy.revision) return known.ids
  const ids = new Set<string>()
  for (const role of tenancy.store('directoryRole'))
    for (const id of tenancy.relations.members.from(role.id)) {
      ids.add(id)
      if (tenancy.findOf('group', id)) for (const member of tenancy.relations.members.from(id)) ids.add(member)
    }
  cache.set(tenancy, { revision: tenancy.revision, ids })
  return ids
}

const NONE: ReadonlySet<string> = new Set()

/** The names of the roles that a person holds, quick for the many who hold none. */
export function rolesOf(tenancy: Tenancy, person: Entity): ReadonlySet<string> {
  return holders(tenancy).has(person.id) ? rolesHeldBy(tenancy, person) : NONE
}

import { textOf } from '../model.ts'
import type { Tenancy } from '../tenancy.ts'

type Held = ReadonlyMap<string, ReadonlySet<string>>

interface Known {
  readonly revision: number
  readonly held: Held
}

const cache = new WeakMap<Tenancy, Known>()

/**
 * Who holds which directory roles, by object id: directly, or as a member of a group to which roles can be assigned. Found
 * from the few roles, so that it costs the same however many people there are. Values are names of roles.
 */
export function administrators(tenancy: Tenancy): Held {
  const known = cache.get(tenancy)
  if (known?.revision === tenancy.revision) return known.held
  const held = new Map<string, Set<string>>()
  const hold = (id: string, role: string) => held.set(id, (held.get(id) ?? new Set()).add(role))
  for (const role of tenancy.store('directoryRole')) {
    const name = textOf(role, 'displayName') ?? ''
    for (const id of tenancy.relations.members.from(role.id)) {
      hold(id, name)
      if (tenancy.findOf('group', id)) for (const member of tenancy.relations.members.from(id)) hold(member, name)
    }
  }
  cache.set(tenancy, { revision: tenancy.revision, held })
  return held
}

const NONE: ReadonlySet<string> = new Set()

/** The names of the directory roles that somebody holds. */
export function rolesOf(tenancy: Tenancy, id: string): ReadonlySet<string> {
  return administrators(tenancy).get(id) ?? NONE
}

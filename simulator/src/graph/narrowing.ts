import type { Kind } from '../world/model.ts'
import type { Tenancy } from '../world/tenancy.ts'
import type { Item, ItemKind, Sequence } from './call.ts'
import type { Filter, Literal } from './odata/filter.ts'

const KEYS: { readonly [kind: string]: string } = {
  user: 'userPrincipalName',
  servicePrincipal: 'appId',
  application: 'appId',
}

/**
 * The few candidates of a filter that an index answers (`id eq`, `id in`, `userPrincipalName eq`, `appId eq`, and
 * `or` of those), so that a look-up does not walk the whole directory. Undefined when no index helps.
 */
export function narrowed(
  tenancy: Tenancy,
  kind: ItemKind | 'directoryObject',
  filter: Filter,
  whole: Sequence,
): Sequence | undefined {
  if (!isIndexed(kind) || whole.end < 50) return undefined
  const items = candidates(tenancy, kind, filter)
  if (!items) return undefined
  const sorted = [...items.values()]
  return { end: sorted.length, at: (position) => sorted[position] }
}

function candidates(tenancy: Tenancy, kind: Kind, filter: Filter): Map<string, Item> | undefined {
  if (filter.type === 'and') return candidates(tenancy, kind, filter.left) ?? candidates(tenancy, kind, filter.right)
  if (filter.type === 'or') {
    const [left, right] = [candidates(tenancy, kind, filter.left), candidates(tenancy, kind, filter.right)]
    return left && right ? new Map([...left, ...right]) : undefined
  }
  if (filter.type === 'compare' && filter.operator === 'eq') return lookUp(tenancy, kind, filter.path, [filter.value])
  if (filter.type === 'in') return lookUp(tenancy, kind, filter.path, filter.values)
  return undefined
}

function lookUp(
  tenancy: Tenancy,
  kind: Kind,
  path: readonly string[],
  values: readonly Literal[],
): Map<string, Item> | undefined {
  const [name] = path
  if (path.length !== 1 || (name !== 'id' && name !== KEYS[kind])) return undefined
  const found = new Map<string, Item>()
  for (const value of values) {
    const text = String(value)
    const entity = name === 'id' ? tenancy.findOf(kind, text.toLowerCase()) : tenancy.findByKey(kind, text)
    if (entity) found.set(entity.id, entity)
  }
  return found
}

function isIndexed(kind: ItemKind | 'directoryObject'): kind is 'user' | 'group' | 'servicePrincipal' | 'application' {
  return kind === 'user' || kind === 'group' || kind === 'servicePrincipal' || kind === 'application'
}

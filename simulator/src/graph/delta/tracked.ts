import { type Entity, type Json, type Kind, propertyIn, type Relation } from '../../world/model.ts'
import type { Tenancy } from '../../world/tenancy.ts'
import { defaultProperties } from '../defaults.ts'
import { NAVIGATIONS, typeOf } from '../schema.ts'

const RELATIONS: { readonly [kind in Kind]?: readonly Relation[] } = {
  user: ['manager'],
  group: ['members', 'owners'],
  administrativeUnit: ['members'],
  application: ['owners'],
  servicePrincipal: ['owners'],
}

/** What a delta follows: `$select` names the properties and relations; without it a group's members are followed. */
export interface Tracked {
  readonly names: readonly string[]
  readonly nameSet: ReadonlySet<string>
  readonly relations: readonly Relation[]
}

export function trackedBy(kind: Kind, select: readonly string[] | undefined): Tracked {
  const possible = RELATIONS[kind] ?? []
  const relations = select
    ? possible.filter((relation) => select.includes(relation))
    : possible.filter((relation) => relation === 'members')
  const names = ['id', ...(select ?? defaultProperties(kind)).filter((name) => name !== 'id' && !NAVIGATIONS.has(name))]
  return { names, nameSet: new Set(names), relations }
}

/** The tracked properties of an object that were ever set; never those kept outside the directory. */
export function trackedProperties(entity: Entity, names: Iterable<string>): { [name: string]: Json } {
  const shown: { [name: string]: Json } = { id: entity.id }
  for (const name of names) {
    const value = propertyIn(entity, name)
    if (value !== undefined) shown[name] = value
  }
  return shown
}

/** How a link that stands is told: the target with its type. */
export function standingLink(kind: Kind, id: string): Json {
  return { '@odata.type': `#${typeOf(kind)}`, id }
}

/** How one link is told: the target with its type, marked removed when it no longer stands. */
export function linkItem(
  tenancy: Tenancy,
  relation: Relation,
  sourceId: string,
  targetId: string,
  targetKind: Kind,
): Json {
  const item = { '@odata.type': `#${typeOf(targetKind)}`, id: targetId }
  return tenancy.linked(relation, sourceId, targetId) ? item : { ...item, '@removed': { reason: 'deleted' } }
}

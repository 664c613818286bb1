import type { Change } from '../../world/change-log.ts'
import type { Entity, Json, Kind, Relation } from '../../world/model.ts'
import { isVisible } from '../../world/truth.ts'
import type { GraphContext } from '../call.ts'
import { DELTA } from '../limits.ts'
import type { DeltaPage } from './initial.ts'
import { objectWithLinks, START } from './object-with-links.ts'
import type { DeltaCursor } from './token.ts'
import { linkItem, type Tracked, trackedProperties } from './tracked.ts'

interface Gathered {
  /** The object came (back), so that everything about it is told. */
  whole: boolean
  touched: boolean
  readonly names: Set<string>
  readonly links: Map<Relation, Map<string, Kind>>
}

/**
 * One page of the changes since a token, one item per object. Each item tells the object as it is now, so that
 * pages may be applied in any order and more than once.
 */
export function changesPage(context: GraphContext, cursor: DeltaCursor, tracked: Tracked, minimal: boolean): DeltaPage {
  const log = context.tenancy.log(cursor.kind)
  const wanted = cursor.ids ? new Set(cursor.ids) : undefined
  const gathered = new Map<string, Gathered>()
  let links = 0
  let position = cursor.position
  for (; position < cursor.until; position++) {
    const change = log.at(position)
    if (!change || (wanted && !wanted.has(change.id)) || !concerns(change, tracked)) continue
    const large = change.what === 'created' ? largeObject(context, change.id, tracked) : undefined
    if (large && gathered.size > 0) break
    if (large) return largePage(context, { ...cursor, position }, tracked, large)
    const full = gathered.size === DELTA.objectsPerPage && !gathered.has(change.id)
    if (full || links >= DELTA.linksPerPage) break
    links += gather(gathered, change)
  }
  const value: Json[] = []
  for (const [id, object] of gathered) value.push(...itemOf(context, id, object, tracked, minimal))
  return { value, next: position < cursor.until ? { ...cursor, position } : undefined }
}

/** The object, if it has more links than go on one page. */
function largeObject({ tenancy }: GraphContext, id: string, tracked: Tracked): Entity | undefined {
  const entity = tenancy.find(id)
  if (!entity || !isVisible(tenancy, entity)) return undefined
  const links = tracked.relations.reduce((sum, relation) => sum + tenancy.relations[relation].from(id).size, 0)
  return links > DELTA.linksPerPage ? entity : undefined
}

/** An object that came with very many links is told on pages of its own, as in an initial round. */
function largePage(context: GraphContext, cursor: DeltaCursor, tracked: Tracked, entity: Entity): DeltaPage {
  const told = objectWithLinks(context.tenancy, entity, tracked, cursor, DELTA.linksPerPage)
  if (told.next) return { value: [told.shown], next: { ...cursor, ...told.next } }
  const position = cursor.position + 1
  return { value: [told.shown], next: position < cursor.until ? { ...cursor, position, ...START } : undefined }
}

function concerns(change: Change, tracked: Tracked): boolean {
  if (change.what === 'updated') return change.names?.some((name) => tracked.nameSet.has(name)) ?? false
  if (change.what === 'link') return change.relation !== undefined && tracked.relations.includes(change.relation)
  return true
}

/** Adds a change to what is known of its object; answers how many links it brought. */
function gather(gathered: Map<string, Gathered>, change: Change): number {
  const object = gathered.get(change.id) ?? {
    whole: false,
    touched: false,
    names: new Set<string>(),
    links: new Map<Relation, Map<string, Kind>>(),
  }
  gathered.set(change.id, object)
  if (change.what === 'created') object.whole = true
  if (change.what === 'updated') for (const name of change.names ?? []) object.names.add(name)
  if (change.what !== 'link' || !change.relation || !change.target || !change.targetKind) {
    object.touched = true
    return 0
  }
  const targets = object.links.get(change.relation) ?? new Map<string, Kind>()
  object.links.set(change.relation, targets)
  targets.set(change.target, change.targetKind)
  return 1
}

function itemOf(context: GraphContext, id: string, object: Gathered, tracked: Tracked, minimal: boolean): Json[] {
  const { tenancy } = context
  const entity = tenancy.findAny(id)
  if (!entity) return [{ id, '@removed': { reason: 'deleted' } }]
  if (entity.state === 'hidden') return []
  if (entity.state === 'deleted') return [{ id, '@removed': { reason: 'changed' } }]
  if (!isVisible(tenancy, entity)) return [{ id, '@removed': { reason: 'deleted' } }]
  if (object.whole) for (const relation of tracked.relations) addAll(context, id, relation, object)
  const names = minimal && !object.whole ? tracked.names.filter((name) => object.names.has(name)) : tracked.names
  const shown = trackedProperties(entity, names)
  for (const [relation, targets] of object.links) {
    const told = [...targets].flatMap(([target, kind]) =>
      tenancy.findAny(target)?.state === 'hidden' ? [] : [linkItem(tenancy, relation, id, target, kind)],
    )
    if (told.length > 0) shown[`${relation}@delta`] = told
  }
  return [shown]
}

function addAll(context: GraphContext, id: string, relation: Relation, object: Gathered): void {
  const targets = object.links.get(relation) ?? new Map<string, Kind>()
  for (const targetId of context.tenancy.relations[relation].from(id)) {
    const target = context.tenancy.find(targetId)
    if (target) targets.set(targetId, target.kind)
  }
  if (targets.size > 0) object.links.set(relation, targets)
}

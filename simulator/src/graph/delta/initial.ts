import type { Entity, Json } from '../../world/model.ts'
import { isVisible } from '../../world/truth.ts'
import type { GraphContext } from '../call.ts'
import { DELTA } from '../limits.ts'
import type { DeltaCursor } from './token.ts'
import { standingLink, type Tracked, trackedProperties } from './tracked.ts'

export interface DeltaPage {
  readonly value: Json[]
  /** Where the next page goes on, or undefined when the round is over. */
  readonly next: DeltaCursor | undefined
}

/**
 * One page of the objects that are there. An object whose links do not fit is told again on the next page with
 * more of them, as the real service does with large groups.
 */
export function initialPage(context: GraphContext, cursor: DeltaCursor, tracked: Tracked): DeltaPage {
  const { tenancy } = context
  const value: Json[] = []
  let links = 0
  let { position, relation: relationIndex, link } = cursor
  for (; position < cursor.end; position++) {
    const entity = objectAt(context, cursor, position)
    if (!entity) continue
    if (value.length === DELTA.objectsPerPage || links >= DELTA.linksPerPage)
      return { value, next: { ...cursor, position, relation: relationIndex, link } }
    const shown = trackedProperties(entity, tracked.names)
    value.push(shown)
    for (; relationIndex < tracked.relations.length; relationIndex++, link = 0) {
      const relation = tracked.relations[relationIndex]
      if (!relation) continue
      const targets = tenancy.relations[relation].from(entity.id)
      const told: Json[] = []
      for (; link < targets.end && links < DELTA.linksPerPage; link++) {
        const target = tenancy.find(targets.at(link) ?? '')
        if (!target) continue
        told.push(standingLink(target))
        links += 1
      }
      if (told.length > 0) shown[`${relation}@delta`] = told
      if (link < targets.end) return { value, next: { ...cursor, position, relation: relationIndex, link } }
    }
    relationIndex = 0
    link = 0
  }
  return { value, next: undefined }
}

function objectAt(context: GraphContext, cursor: DeltaCursor, position: number): Entity | undefined {
  const { tenancy } = context
  const id = cursor.ids?.[position]
  const entity = cursor.ids ? tenancy.findOf(cursor.kind, id ?? '') : tenancy.store(cursor.kind).at(position)
  return entity && isVisible(tenancy, entity) ? entity : undefined
}

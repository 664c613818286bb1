import type { Entity, Json } from '../../world/model.ts'
import { isVisible } from '../../world/truth.ts'
import type { GraphContext } from '../call.ts'
import { DELTA } from '../limits.ts'
import { type LinkPlace, objectWithLinks, START } from './object-with-links.ts'
import type { DeltaCursor } from './token.ts'
import type { Tracked } from './tracked.ts'

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
  const value: Json[] = []
  let links = 0
  let place: LinkPlace = cursor
  for (let position = cursor.position; position < cursor.end; position++) {
    const entity = objectAt(context, cursor, position)
    if (!entity) continue
    if (value.length === DELTA.objectsPerPage || links >= DELTA.linksPerPage)
      return { value, next: { ...cursor, position, ...START } }
    const told = objectWithLinks(context.tenancy, entity, tracked, place, DELTA.linksPerPage - links)
    value.push(told.shown)
    links += told.links
    if (told.next) return { value, next: { ...cursor, position, ...told.next } }
    place = START
  }
  return { value, next: undefined }
}

function objectAt(context: GraphContext, cursor: DeltaCursor, position: number): Entity | undefined {
  const { tenancy } = context
  const id = cursor.ids?.[position]
  const entity = cursor.ids ? tenancy.findOf(cursor.kind, id ?? '') : tenancy.store(cursor.kind).at(position)
  return entity && isVisible(tenancy, entity) ? entity : undefined
}

import type { Entity, Json } from '../../world/model.ts'
import type { Tenancy } from '../../world/tenancy.ts'
import { standingLink, type Tracked, trackedProperties } from './tracked.ts'

/** A place in the links of one object: which tracked relation, and where in it. */
export interface LinkPlace {
  readonly relation: number
  readonly link: number
}

export const START: LinkPlace = { relation: 0, link: 0 }

export interface ToldObject {
  readonly shown: Json
  /** How many links it tells. */
  readonly links: number
  /** Where its links go on, or undefined when all are told. */
  readonly next: LinkPlace | undefined
}

/** An object with as many of its links as there is room for. */
export function objectWithLinks(
  tenancy: Tenancy,
  entity: Entity,
  tracked: Tracked,
  from: LinkPlace,
  room: number,
): ToldObject {
  const shown = trackedProperties(entity, tracked.names)
  let links = 0
  let { relation: index, link } = from
  for (; index < tracked.relations.length; index++, link = 0) {
    const relation = tracked.relations[index]
    if (!relation) continue
    const targets = tenancy.relations[relation].from(entity.id)
    const told: Json[] = []
    for (; link < targets.end && links < room; link++) {
      const id = targets.at(link)
      const kind = id === undefined ? undefined : tenancy.kindInSight(id)
      if (id === undefined || kind === undefined) continue
      told.push(standingLink(kind, id))
      links += 1
    }
    if (told.length > 0) shown[`${relation}@delta`] = told
    if (link < targets.end) return { shown, links, next: { relation: index, link } }
  }
  return { shown, links, next: undefined }
}

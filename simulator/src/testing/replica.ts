import { isObject, type Json } from '../world/model.ts'

/** What a client knows that follows delta: objects by id, with the ids at the other end of their links. */
export interface Replica {
  readonly [id: string]: { properties: { [name: string]: Json }; links: { [relation: string]: string[] } }
}

/** Applies delta items in the way a client does: merge by id, links by their own @removed. */
export function apply(replica: Replica, items: readonly { [name: string]: Json }[]): Replica {
  const next = { ...replica }
  for (const item of items) {
    const id = String(item.id)
    if (item['@removed']) {
      delete next[id]
      continue
    }
    const before = next[id] ?? { properties: {}, links: {} }
    const [properties, links] = [{ ...before.properties }, { ...before.links }]
    for (const [name, value] of Object.entries(item)) {
      if (!name.endsWith('@delta')) properties[name] = value
      else
        links[name.slice(0, -6)] = merged(
          links[name.slice(0, -6)] ?? [],
          Array.isArray(value) ? value.filter(isObject) : [],
        )
    }
    next[id] = { properties, links }
  }
  return next
}

function merged(ids: readonly string[], told: readonly { [name: string]: Json }[]): string[] {
  const set = new Set(ids)
  for (const link of told) {
    if (link['@removed']) set.delete(String(link.id))
    else set.add(String(link.id))
  }
  return [...set].sort()
}

/** Without the relations in which nothing is left. */
export const withoutEmptyLinks = (replica: Replica): Replica =>
  Object.fromEntries(
    Object.entries(replica).map(([id, { properties, links }]) => [
      id,
      { properties, links: Object.fromEntries(Object.entries(links).filter(([, ids]) => ids.length > 0)) },
    ]),
  )

import type { Json } from '../world/model.ts'
import type { Tenancy } from '../world/tenancy.ts'
import type { Sequence } from './call.ts'
import type { Ordering } from './odata/options.ts'
import { propertyOf } from './projection.ts'

const LARGE = 2_000
/** How many orders of one tenancy are kept at most. */
const KEPT = 8
const cache = new WeakMap<Tenancy, Map<string, { revision: number; sequence: Sequence }>>()

/**
 * A sequence in the asked order. The order of a long list is kept while the directory does not change, under a name
 * that no other list has.
 */
export function ordered(
  tenancy: Tenancy,
  sequence: Sequence,
  orderBy: readonly Ordering[],
  listName: string,
): Sequence {
  const natural = sequence.arrangedBy
  const [first] = orderBy
  if (natural && orderBy.length === 1 && first?.name === natural.name)
    return first.descending === natural.descending ? sequence : reversed(sequence)
  if (sequence.end < LARGE) return sorted(tenancy, sequence, orderBy)
  const kept = cache.get(tenancy) ?? new Map<string, { revision: number; sequence: Sequence }>()
  cache.set(tenancy, kept)
  const key = JSON.stringify([listName, sequence.end, orderBy])
  const known = kept.get(key)
  if (known?.revision === tenancy.revision) return known.sequence
  const fresh = sorted(tenancy, sequence, orderBy)
  kept.delete(key)
  kept.set(key, { revision: tenancy.revision, sequence: fresh })
  for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest)
  return fresh
}

function reversed(sequence: Sequence): Sequence {
  return { ...sequence, at: (position) => sequence.at(sequence.end - 1 - position) }
}

/** Only the keys are gathered, and only the order is kept: the items of a long list may be more than memory holds. */
function sorted(tenancy: Tenancy, sequence: Sequence, orderBy: readonly Ordering[]): Sequence {
  const positions: number[] = []
  const keys: (Json | undefined)[][] = orderBy.map(() => [])
  for (let position = 0; position < sequence.end; position++) {
    const item = sequence.at(position)
    if (!item) continue
    for (const [i, { name }] of orderBy.entries()) keys[i]?.push(sortKey(propertyOf(tenancy, item, name)))
    positions.push(position)
  }
  const order = Uint32Array.from(positions.keys()).sort((one, other) => {
    for (const [i, { descending }] of orderBy.entries()) {
      const order = byValue(keys[i]?.[one], keys[i]?.[other])
      if (order !== 0) return descending ? -order : order
    }
    return one - other
  })
  const places = order.map((each) => positions[each] ?? 0)
  return { end: places.length, at: (place) => sequence.at(places[place] ?? sequence.end), size: places.length }
}

function sortKey(value: Json | undefined): Json | undefined {
  return typeof value === 'string' ? value.toLowerCase() : value
}

function byValue(one: Json | undefined, other: Json | undefined): number {
  if (one === other) return 0
  if (one === undefined || one === null) return -1
  if (other === undefined || other === null) return 1
  return one < other ? -1 : 1
}

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

/** Only the order is kept, not the items: those of a long list may be more than memory holds. Equal ones stay as they stood. */
function sorted(tenancy: Tenancy, sequence: Sequence, orderBy: readonly Ordering[]): Sequence {
  const positions: number[] = []
  const keys: Json[][] = orderBy.map(() => [])
  for (let position = 0; position < sequence.end; position++) {
    const item = sequence.at(position)
    if (!item) continue
    for (const [i, { name }] of orderBy.entries()) keys[i]?.push(sortKey(propertyOf(tenancy, item, name)))
    positions.push(position)
  }
  const size = positions.length
  let ranks: Float64Array = new Float64Array(size)
  for (const [i, { descending }] of orderBy.entries()) {
    const next = ranksOf(keys[i] ?? [], (one, other) => (descending ? byValue(other, one) : byValue(one, other)))
    const joined = ranks.map((rank, j) => rank * size + (next[j] ?? 0))
    ranks = ranksOf(joined, (one, other) => one - other)
  }
  // One number holds rank and place, so that the whole list is sorted without comparing values again.
  const order = ranks.map((rank, i) => rank * size + i).sort()
  const places = Uint32Array.from(order, (each) => positions[each % size] ?? 0)
  return { end: size, at: (place) => sequence.at(places[place] ?? sequence.end), size }
}

/** The rank of each value among the different ones, of which there are mostly few. */
function ranksOf<T>(values: Iterable<T> & ArrayLike<T>, compare: (one: T, other: T) => number): Float64Array {
  const different = [...new Set(values)].sort(compare)
  const ranks = new Map(different.map((value, rank) => [value, rank]))
  return Float64Array.from(values, (value) => ranks.get(value) ?? 0)
}

function sortKey(value: Json | undefined): Json {
  return typeof value === 'string' ? value.toLowerCase() : (value ?? null)
}

function byValue(one: Json, other: Json): number {
  if (one === other) return 0
  if (one === null) return -1
  if (other === null) return 1
  return one < other ? -1 : 1
}

import type { Json } from '../world/model.ts'
import type { Tenancy } from '../world/tenancy.ts'
import type { Item, Sequence } from './call.ts'
import type { Ordering } from './odata/options.ts'
import { propertyOf } from './projection.ts'

const LARGE = 2_000
const cache = new WeakMap<Tenancy, Map<string, { revision: number; sequence: Sequence }>>()

/** A sequence in the asked order. The order of a long list is kept while the directory does not change. */
export function ordered(tenancy: Tenancy, sequence: Sequence, orderBy: readonly Ordering[]): Sequence {
  if (sequence.end < LARGE) return sorted(tenancy, sequence, orderBy)
  const kept = cache.get(tenancy) ?? new Map<string, { revision: number; sequence: Sequence }>()
  cache.set(tenancy, kept)
  const first = firstOf(sequence)
  const key = JSON.stringify([first?.kind, first?.id, sequence.end, orderBy])
  const known = kept.get(key)
  if (known?.revision === tenancy.revision) return known.sequence
  const fresh = sorted(tenancy, sequence, orderBy)
  kept.set(key, { revision: tenancy.revision, sequence: fresh })
  return fresh
}

function sorted(tenancy: Tenancy, sequence: Sequence, orderBy: readonly Ordering[]): Sequence {
  const items: { item: Item; keys: (Json | undefined)[] }[] = []
  for (let position = 0; position < sequence.end; position++) {
    const item = sequence.at(position)
    if (item) items.push({ item, keys: orderBy.map(({ name }) => sortKey(propertyOf(tenancy, item, name))) })
  }
  items.sort((one, other) => {
    for (const [i, { descending }] of orderBy.entries()) {
      const order = byValue(one.keys[i], other.keys[i])
      if (order !== 0) return descending ? -order : order
    }
    return one.item.id < other.item.id ? -1 : 1
  })
  return { end: items.length, at: (position) => items[position]?.item, size: items.length }
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

function firstOf(sequence: Sequence): Item | undefined {
  for (let position = 0; position < sequence.end; position++) {
    const item = sequence.at(position)
    if (item) return item
  }
  return undefined
}

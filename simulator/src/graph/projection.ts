import { isoSeconds } from '../world/clock.ts'
import { type Json, propertyIn } from '../world/model.ts'
import type { Tenancy } from '../world/tenancy.ts'
import type { Item, ItemKind } from './call.ts'
import { defaultProperties } from './defaults.ts'
import { GraphError } from './errors.ts'
import { type Emptiness, NAVIGATIONS, propertiesOf, typeOf } from './schema.ts'

/** Turns items into what an answer shows of them. */
export type Projection = (item: Item) => { [name: string]: Json }

/** A projection of a mixed list: each object says its type and shows what its kind shows. */
export function mixedProjection(tenancy: Tenancy, select: readonly string[] | undefined): Projection {
  const byKind = new Map<ItemKind, Projection>()
  return (item) => {
    let projection = byKind.get(item.kind)
    if (!projection) {
      const known = select?.filter((name) => propertiesOf(item.kind).has(name))
      projection = projectionOf(tenancy, item.kind, known, { '@odata.type': `#${typeOf(item.kind)}` })
      byKind.set(item.kind, projection)
    }
    return projection(item)
  }
}

/** A projection of one kind onto `$select`, or onto the kind's default properties, after what every object says. */
export function projectionOf(
  tenancy: Tenancy,
  kind: ItemKind,
  select: readonly string[] | undefined,
  always: { readonly [name: string]: Json } = {},
): Projection {
  const known = propertiesOf(kind)
  const names = (select ?? defaultProperties(kind)).filter((name) => !NAVIGATIONS.has(name))
  const plan = names.map((name) => ({ name, emptiness: known.get(name) ?? 'absent' }))
  const blank = blankOf(
    always,
    plan.filter(({ name, emptiness }) => name === 'id' || emptiness !== 'absent'),
  )
  return (item) => {
    const shown = { ...blank }
    for (const { name, emptiness } of plan) {
      const value = propertyOf(tenancy, item, name)
      if (value !== undefined && !(value === null && emptiness === 'absent')) shown[name] = value
    }
    return shown
  }
}

/** An object with nothing set: copying it and setting what it has already is several times as quick as adding each name. */
function blankOf(
  always: { readonly [name: string]: Json },
  unset: readonly { name: string; emptiness: Emptiness }[],
): { [name: string]: Json } {
  const blank: { [name: string]: Json } = { ...always }
  for (const { name, emptiness } of unset) blank[name] = emptiness === 'list' ? [] : null
  // A parsed object has a compact shape, one that grew name by name has not.
  return JSON.parse(JSON.stringify(blank))
}

/** A property of an item, stored or computed; undefined when it was never set. */
export function propertyOf(tenancy: Tenancy, item: Item, name: string): Json | undefined {
  if (name === 'signInActivity' && item.kind === 'user') return signInActivity(tenancy, item.id)
  return propertyIn(item, name)
}

function signInActivity(tenancy: Tenancy, userId: string): Json {
  const user = tenancy.findAny(userId)
  const activity = user && tenancy.signIns.activityOf(user)
  if (!activity) return null
  const { interactive, nonInteractive, successful } = activity
  return {
    lastNonInteractiveSignInDateTime: nonInteractive ? isoSeconds(nonInteractive.at) : null,
    lastNonInteractiveSignInRequestId: nonInteractive?.id ?? null,
    lastSignInDateTime: interactive ? isoSeconds(interactive.at) : null,
    lastSignInRequestId: interactive?.id ?? null,
    lastSuccessfulSignInDateTime: successful ? isoSeconds(successful.at) : null,
    lastSuccessfulSignInRequestId: successful?.id ?? null,
  }
}

/** Refuses a `$select` of a name that the type does not have, in the words of Graph's OData layer. */
export function checkSelect(kind: ItemKind | 'directoryObject', select: readonly string[] | undefined): void {
  if (!select || kind === 'directoryObject') return
  const known = propertiesOf(kind)
  for (const name of select) {
    if (known.has(name) || name.startsWith('extension_')) continue
    const message = `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${typeOf(kind)}'.`
    throw new GraphError(400, 'BadRequest', message)
  }
}

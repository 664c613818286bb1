import { isObject, type Json } from '../../../world/model.ts'
import type { GraphAnswer, GraphContext, Item, ItemKind } from '../../call.ts'
import { arraySequence, list } from '../../listing.ts'
import { typeOf } from '../../schema.ts'
import { invalid } from './body.ts'

interface TeamsListing {
  readonly items: readonly Item[]
  readonly kind: ItemKind
  readonly contextName: string
  readonly defaultTop?: number
  readonly maximumTop?: number
  /** Whether each object says its type, as those of derived types do. */
  readonly isTyped?: true
}

/** A collection as Teams answers it: with its own words about `$top`, and the page's size always as `@odata.count`. */
export function teamsList(context: GraphContext, { items, isTyped, ...listing }: TeamsListing): GraphAnswer {
  const top = Number(context.query.get('$top') ?? 0)
  if (listing.maximumTop !== undefined && top > listing.maximumTop)
    throw invalid(
      `The limit of '${listing.maximumTop}' for Top query has been exceeded. The value from the incoming request is '${top}'.`,
    )
  const answer = list(context, { ...listing, sequence: arraySequence(items) })
  const body: Json | undefined = answer.body
  if (!isObject(body) || !Array.isArray(body.value)) return answer
  const type = `#${typeOf(listing.kind)}`
  const value = body.value.map((one) => (isTyped && isObject(one) ? { '@odata.type': type, ...one } : one))
  return { ...answer, body: { '@odata.count': value.length, ...body, value } }
}

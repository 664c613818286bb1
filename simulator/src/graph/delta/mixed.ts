import { isObject, type Json, type Kind } from '../../world/model.ts'
import { DIRECTORY_OBJECTS } from '../../world/object-kinds.ts'
import type { GraphAnswer, GraphContext } from '../call.ts'
import { badRequest, GraphError } from '../errors.ts'
import { namesOf } from '../odata/options.ts'
import { OpaqueTokens } from '../opaque.ts'
import { propertiesOf, typeOf } from '../schema.ts'
import { delta } from './delta.ts'

/** Where a round over several types stands: the token that each type goes on with, and whose turn it is. */
interface MixedCursor {
  readonly turn: number
  readonly places: readonly { readonly kind: Kind; readonly option: string; readonly token: string }[]
}

/**
 * Delta over objects of several types, named by `$filter=isof('…') or isof('…')` (learn.microsoft.com/graph/api/directoryobject-delta):
 * one round of each, one after the other, under one token.
 */
export function mixedDelta(context: GraphContext, set: string): GraphAnswer {
  const cursor = cursorOf(context)
  const place = cursor.places[cursor.turn]
  if (!place) throw badToken()
  const { body, headers } = delta({ ...context, query: queryOf(context, place) }, place.kind, set)
  const more = typeof body['@odata.nextLink'] === 'string'
  const link = String(body['@odata.nextLink'] ?? body['@odata.deltaLink'])
  const option = more ? '$skiptoken' : '$deltatoken'
  const token = link.slice(link.indexOf(`${option}=`) + option.length + 1)
  const places = cursor.places.map((one, i) => (i === cursor.turn ? { ...one, option, token } : one))
  const isOver = !more && cursor.turn + 1 === places.length
  const sealed = seal(context, { places, turn: isOver ? 0 : cursor.turn + (more ? 0 : 1) })
  const base = `${context.call.origin}/v1.0/${set}/delta`
  const links = isOver
    ? { '@odata.deltaLink': `${base}?$deltatoken=${sealed}` }
    : { '@odata.nextLink': `${base}?$skiptoken=${sealed}` }
  const value = Array.isArray(body.value) ? body.value.filter(isObject) : []
  const typed = value.map((item): Json => ({ '@odata.type': `#${typeOf(place.kind)}`, ...item }))
  return { status: 200, headers, body: { '@odata.context': body['@odata.context'] ?? '', ...links, value: typed } }
}

function queryOf({ query }: GraphContext, { kind, option, token }: MixedCursor['places'][number]) {
  const own = new Map([...query].filter(([name]) => !/^\$?(filter|skiptoken|deltatoken|token|select)$/.test(name)))
  if (token !== '') own.set(option, token)
  const select = namesOf(query.get('$select'))?.filter((name) => propertiesOf(kind).has(name))
  if (select && token === '') own.set('$select', [...new Set(['id', ...select])].join(','))
  return own
}

function cursorOf(context: GraphContext): MixedCursor {
  const sealed = context.query.get('$skiptoken') ?? context.query.get('$deltatoken') ?? context.query.get('token')
  if (sealed === 'latest' || !sealed) {
    const token = sealed === 'latest' ? sealed : ''
    return { turn: 0, places: kindsOf(context).map((kind) => ({ kind, option: '$deltatoken', token })) }
  }
  const content = new OpaqueTokens(context.world.seed).open(sealed)
  const places = Array.isArray(content?.places) ? content.places.flatMap(placeOf) : []
  if (typeof content?.turn !== 'number' || places.length === 0) throw badToken()
  return { turn: content.turn, places }
}

function placeOf(value: Json): MixedCursor['places'] {
  if (!Array.isArray(value)) return []
  const [name, option, token] = value.map(String)
  const kind = DIRECTORY_OBJECTS.find((one) => one === name)
  return kind && option !== undefined && token !== undefined ? [{ kind, option, token }] : []
}

function seal(context: GraphContext, { turn, places }: MixedCursor): string {
  const told = places.map(({ kind, option, token }) => [kind, option, token])
  return new OpaqueTokens(context.world.seed).seal({ turn, places: told })
}

const badToken = () => new GraphError(400, 'Request_BadRequest', 'Badly formed token.')

/** The types that the filter names; all of them when there is none. */
function kindsOf({ query }: GraphContext): readonly Kind[] {
  const filter = query.get('$filter')
  if (filter === undefined) return DIRECTORY_OBJECTS
  return filter.split(/\s+or\s+/i).map((part) => {
    const name = /^\(?\s*isof\('([^']+)'\)\s*\)?$/i.exec(part.trim())?.[1]?.toLowerCase()
    const kind = DIRECTORY_OBJECTS.find((one) => typeOf(one).toLowerCase() === name)
    if (!kind) throw badRequest("Delta over directoryObjects supports only $filter=isof('type'), joined by or.")
    return kind
  })
}

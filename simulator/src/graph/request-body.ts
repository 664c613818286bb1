import type { ErrorObject } from 'ajv/dist/2020.js'
import { isObject, type Json } from '../world/model.ts'
import type { GraphContext } from './call.ts'
import { operationRow, schemaErrors } from './contract.ts'
import { badRequest, GraphError } from './errors.ts'
import type { WriteRoute } from './route.ts'

/**
 * The body of a write as the operation takes it; refuses one that Microsoft's contract does not allow, as Graph's OData
 * layer does before any service sees it. An operation without a schema takes whatever it can read. An action may be called
 * without a body where none of its parameters is needed, which it decides itself.
 */
export function acceptedBody({ call }: GraphContext, route: WriteRoute): Json | undefined {
  const pointer = operationRow(route.method, route.template)?.request ?? route.request
  const isBare = call.body === undefined && pointer?.endsWith('!request') === true
  return pointer === undefined || isBare ? call.body : bodyUnder(pointer, call.body)
}

/**
 * The body with its properties spelled as the schema under `#/$defs/…` declares them. Graph takes their names in any case:
 * CLI for Microsoft 365 creates users and groups with a `mailNickName`.
 * @throws GraphError 400 for a body that does not fit the schema
 */
export function bodyUnder(pointer: string, given: Json | undefined): Json {
  if (!isObject(given)) throw new GraphError(400, 'BadRequest', 'Empty Payload. JSON content expected.')
  let body: Json = given
  for (;;) {
    const [error] = schemaErrors(pointer, body)
    if (!error) return body
    const respelled = respell(error, body)
    if (respelled === undefined) throw refusal(error, body)
    body = respelled
  }
}

/** The body with the property that the schema does not know spelled as it declares it; undefined when it declares none. */
function respell(error: ErrorObject, body: Json): Json | undefined {
  const unknown: unknown = error.params.additionalProperty
  if (typeof unknown !== 'string') return undefined
  const declared = Object.keys(error.parentSchema?.properties ?? {}).find((name) => sameLetters(name, unknown))
  const path = pathOf(error)
  const holder = valueAt(body, path)
  if (declared === undefined || !isObject(holder) || Object.hasOwn(holder, declared)) return undefined
  const entries = Object.entries(holder).map(([name, value]) => [name === unknown ? declared : name, value])
  return replacedAt(body, path, Object.fromEntries(entries))
}

const sameLetters = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

function replacedAt(body: Json, [name, ...rest]: readonly string[], value: Json): Json {
  if (name === undefined) return value
  if (Array.isArray(body)) return body.map((item, i) => (String(i) === name ? replacedAt(item, rest, value) : item))
  return isObject(body) ? { ...body, [name]: replacedAt(body[name] ?? null, rest, value) } : body
}

function refusal(error: ErrorObject, body: Json): GraphError {
  const path = pathOf(error)
  const unknown: unknown = error.params.additionalProperty
  if (typeof unknown === 'string') {
    const name = [...path, unknown].join('/')
    return badRequest(`Property '${name}' does not exist as a declared property or extension property.`)
  }
  const shown = JSON.stringify(valueAt(body, path) ?? null)
  return badRequest(`Invalid value specified for property '${path.join('/')}': ${shown} ${error.message ?? ''}.`)
}

const pathOf = ({ instancePath }: ErrorObject) => instancePath.split('/').slice(1)

function valueAt(body: Json, path: readonly string[]): Json | undefined {
  let value: Json | undefined = body
  for (const name of path)
    value = Array.isArray(value) ? value[Number(name)] : isObject(value) ? value[name] : undefined
  return value
}

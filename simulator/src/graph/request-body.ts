import type { ErrorObject } from 'ajv/dist/2020.js'
import { isObject, type Json } from '../world/model.ts'
import type { GraphContext } from './call.ts'
import { operationRow, SCHEMAS, schemaErrors } from './contract.ts'
import { badRequest, GraphError } from './errors.ts'
import type { WriteRoute } from './route.ts'

/**
 * Refuses a body that Microsoft's contract does not allow for the operation, as Graph's OData layer does before any
 * service sees it. An operation without a schema takes whatever it can read. An action may be called without a body where
 * none of its parameters is needed, which it decides itself.
 */
export function checkBody({ call }: GraphContext, route: WriteRoute): void {
  const pointer = operationRow(route.method, route.template)?.request ?? route.request
  if (pointer === undefined) return
  if (call.body === undefined && pointer.endsWith('!request')) return
  if (!isObject(call.body)) throw new GraphError(400, 'BadRequest', 'Empty Payload. JSON content expected.')
  const body = pointer.endsWith('!request') ? declared(pointer, call.body) : call.body
  const [error] = schemaErrors(pointer, body)
  if (error) throw refusal(error, body)
}

/** Parameters of an action are taken in any case of their names, so `comment` is `Comment`. */
function declared(pointer: string, body: { [name: string]: Json }): { [name: string]: Json } {
  const definition = SCHEMAS.$defs[pointer.replace('#/$defs/', '')]
  const names = isObject(definition) && isObject(definition.properties) ? Object.keys(definition.properties) : []
  const spelt = (given: string) => names.find((name) => name.toLowerCase() === given.toLowerCase()) ?? given
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [spelt(name), value]))
}

function refusal(error: ErrorObject, body: Json): GraphError {
  const path = error.instancePath.split('/').slice(1)
  const unknown: unknown = error.params.additionalProperty
  if (typeof unknown === 'string') {
    const name = [...path, unknown].join('/')
    return badRequest(`Property '${name}' does not exist as a declared property or extension property.`)
  }
  const shown = JSON.stringify(valueAt(body, path) ?? null)
  return badRequest(`Invalid value specified for property '${path.join('/')}': ${shown} ${error.message ?? ''}.`)
}

function valueAt(body: Json, path: readonly string[]): Json | undefined {
  let value: Json | undefined = body
  for (const name of path)
    value = Array.isArray(value) ? value[Number(name)] : isObject(value) ? value[name] : undefined
  return value
}

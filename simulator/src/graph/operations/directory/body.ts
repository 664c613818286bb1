import type { Entity, Json, Properties } from '../../../world/model.ts'
import { isObject } from '../../../world/model.ts'
import type { GraphAnswer, GraphContext } from '../../call.ts'
import { badRequest, GraphError } from '../../errors.ts'
import { single } from '../single.ts'

/** How many links one request may change (graph/api/group-post-groups; the words are the service's own). */
const LINK_CHANGES = 20

/** The JSON object that was sent; Graph's 400 when there is none. */
export function bodyOf({ call }: GraphContext): { readonly [name: string]: Json } {
  if (!isObject(call.body)) throw new GraphError(400, 'BadRequest', 'Empty Payload. JSON content expected.')
  return call.body
}

/** The properties that were sent, without annotations and bindings. */
export function propertiesSent(body: { readonly [name: string]: Json }): Properties {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !name.includes('@')))
}

/** What was sent with each complex value completed by what is there: PATCH changes inside them what it names (OData, Update an Entity). */
export function completed(entity: Entity, sent: Properties): Properties {
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => {
      const present = entity.properties[name]
      return [name, isObject(value) && isObject(present) ? { ...present, ...value } : value]
    }),
  )
}

/** The addresses of `{relation}@odata.bind`, of all the relations together no more than one request may change. */
export function bindings(body: { readonly [name: string]: Json }, relations: readonly string[]): string[][] {
  const bound = relations.map((relation) => {
    const value = body[`${relation}@odata.bind`] ?? []
    if (!Array.isArray(value) || value.some((address) => typeof address !== 'string'))
      throw badRequest(`The property '${relation}@odata.bind' must be a list of addresses.`)
    return value.map(String)
  })
  if (bound.flat().length > LINK_CHANGES)
    throw badRequest(`A resource cannot contain more than ${LINK_CHANGES} link changes.`)
  return bound
}

/** Refuses what the service sets by itself. */
export function refuseReadOnly(sent: Properties, readOnly: ReadonlySet<string>): void {
  const name = Object.keys(sent).find((name) => readOnly.has(name))
  if (name !== undefined) throw badRequest(`Property '${name}' is read-only and cannot be set.`)
}

/** Refuses a creation that leaves out what the resource needs. */
export function requireValues(sent: Properties, names: readonly string[], resource: string): void {
  for (const name of names)
    if (sent[name] === undefined || sent[name] === null || sent[name] === '')
      throw badRequest(`A value is required for property '${name}' of resource '${resource}'.`)
}

export const invalidValue = (name: string, resource: string) =>
  badRequest(`Invalid value specified for property '${name}' of resource '${resource}'.`)

export const alreadyExists = (name: string) =>
  badRequest(`Another object with the same value for property ${name} already exists.`)

/** 201 with the new object and its address. */
export function created(context: GraphContext, entity: Entity, set: string): GraphAnswer {
  const headers = { Location: `${context.call.origin}/v1.0/${set}/${entity.id}` }
  return { ...single(context, entity, set), status: 201, headers }
}

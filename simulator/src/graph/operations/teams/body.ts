import { isObject, type Json } from '../../../world/model.ts'
import type { GraphContext } from '../../call.ts'
import { GraphError } from '../../errors.ts'

/** The 400 of Teams, which has one code for whatever is wrong with a request. */
export const invalid = (message: string) => new GraphError(400, 'BadRequest', message)

export const forbidden = (message: string) => new GraphError(403, 'Forbidden', message)

export const missing = (message: string) => new GraphError(404, 'NotFound', message)

/** The body of a request that has one. */
export function bodyOf({ call }: GraphContext): { [name: string]: Json } {
  if (!isObject(call.body)) throw invalid('Empty Payload. JSON content expected.')
  return call.body
}

/** A text of a body; undefined when it is not there. */
export function textIn(body: { readonly [name: string]: Json }, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw invalid(`Invalid value specified for property '${name}'.`)
  return value
}

/** A list of objects of a body; empty when it is not there. */
export function objectsIn(body: { readonly [name: string]: Json }, name: string): { [name: string]: Json }[] {
  const value = body[name] ?? []
  if (!Array.isArray(value) || !value.every(isObject)) throw invalid(`Invalid value specified for property '${name}'.`)
  return value
}

/** An instant of a body, epoch milliseconds; undefined when it is not there. */
export function instantIn(body: { readonly [name: string]: Json }, name: string): number | undefined {
  const text = textIn(body, name)
  const at = text === undefined ? undefined : Date.parse(text)
  if (Number.isNaN(at)) throw invalid(`Invalid value specified for property '${name}'.`)
  return at
}

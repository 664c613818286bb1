import { type Entity, isObject, type Kind } from '../../world/model.ts'
import type { GraphContext } from '../call.ts'
import { badRequest, notFound } from '../errors.ts'

/** The last part of `@odata.id`: an id, whichever collection and key style the address is written with. */
const REFERENCE = /^(?:https:\/\/[^/]+\/(?:v1\.0|beta)|http:\/\/[^/]+\/v1\.0)?\/?[A-Za-z]+(?:\/|\(')([^/()']+)(?:'\))?$/

/**
 * The object that the body's `@odata.id` names, of one of the kinds. Throws Graph's 400 for an address that cannot be
 * read and its 404 for an object that is not there (learn.microsoft.com/graph/api/group-post-members).
 */
export function referencedBy(context: GraphContext, kinds: readonly Kind[]): Entity {
  return referenced(context, addressOf(context), kinds)
}

/** The address in the body's `@odata.id`. */
export function addressOf({ call: { body } }: GraphContext): string {
  const address = isObject(body) ? body['@odata.id'] : undefined
  if (typeof address !== 'string')
    throw badRequest("The property '@odata.id' is required and must be the address of a directory object.")
  return address
}

/** The object that an address of the form `…/directoryObjects/{id}` names. */
export function referenced({ tenancy }: GraphContext, address: string, kinds: readonly Kind[]): Entity {
  const reference = REFERENCE.exec(address)?.[1]
  if (reference === undefined) throw badRequest(`Invalid URL format specified for @odata.id: ${address}`)
  const entity = tenancy.find(reference.toLowerCase()) ?? tenancy.findByKey('user', reference)
  if (!entity) throw notFound(reference)
  if (!kinds.includes(entity.kind)) throw badRequest('Invalid object identifier type specified for the reference.')
  return entity
}

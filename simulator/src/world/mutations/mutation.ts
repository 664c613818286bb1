import { BadInput, type Input } from '../input.ts'
import { type Entity, type Json, type Kind, textOf } from '../model.ts'
import type { Random } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'
import type { World } from '../world.ts'

export interface MutationContext {
  readonly world: World
  readonly tenancy: Tenancy
  readonly random: Random
  /** Simulated instant of the change, epoch milliseconds. */
  readonly now: number
}

/**
 * One way to change the simulated cloud; `POST /_control/{name}`. It reads its whole input and refuses it with
 * BadInput before it changes anything.
 */
export interface Mutation {
  readonly name: string
  readonly summary: string
  apply(context: MutationContext, input: Input): Json
}

/** The user named by object id or userPrincipalName in `field`. */
export function userIn(tenancy: Tenancy, input: Input, field = 'user'): Entity {
  return userBy(tenancy, input.text(field))
}

export function userBy(tenancy: Tenancy, reference: string): Entity {
  const found = tenancy.findOf('user', reference.toLowerCase()) ?? tenancy.findByKey('user', reference)
  if (!found) throw new BadInput(`There is no user ${reference} in ${tenancy.profile.displayName}`)
  return found
}

/** The object named by its id in `field`, of one of the kinds. */
export function objectIn(tenancy: Tenancy, input: Input, field: string, kinds: readonly Kind[]): Entity {
  const id = input.text(field)
  const found = tenancy.find(id) ?? tenancy.find(id.toLowerCase()) ?? tenancy.findByKey('servicePrincipal', id)
  const byName = found ?? tenancy.findByKey('user', id)
  if (!byName || !kinds.includes(byName.kind))
    throw new BadInput(`There is no ${kinds.join(' or ')} ${id} in ${tenancy.profile.displayName}`)
  return byName
}

/** What a mutation answers about a person. */
export function personSummary(user: Entity): { [name: string]: Json } {
  return { id: user.id, userPrincipalName: textOf(user, 'userPrincipalName'), displayName: textOf(user, 'displayName') }
}

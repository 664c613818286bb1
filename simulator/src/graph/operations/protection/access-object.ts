import type { AccessObject } from '../../../world/protection/conditional-access.ts'
import { type GraphContext, holds, type Item, parameter, type WriteContext } from '../../call.ts'
import { denied, notFound } from '../../errors.ts'
import { requirePremium } from '../../premium.ts'
import type { Accepted } from '../../route.ts'

/** learn.microsoft.com/graph/api/conditionalaccessroot-post-policies and its like. */
export const ACCESS_WRITERS: Accepted = {
  application: ['Policy.ReadWrite.ConditionalAccess'],
  delegated: ['Policy.ReadWrite.ConditionalAccess'],
}

export const accessItem = ({ id, kind, properties }: AccessObject): Item => ({
  id,
  kind,
  properties: { id, ...properties },
})

/** The policy or location of the path; Graph's 404 when there is none. */
export function namedAccess(context: GraphContext, kept: ReadonlyMap<string, AccessObject>): AccessObject {
  const found = kept.get(parameter(context).toLowerCase())
  if (!found) throw notFound(parameter(context))
  return found
}

/** Writing takes a licence, and Policy.Read.All beside the permission to write. */
export function needAccessRight(context: WriteContext): void {
  requirePremium(context)
  if (!holds(context, 'Policy.Read.All')) throw denied('identityProtection')
}

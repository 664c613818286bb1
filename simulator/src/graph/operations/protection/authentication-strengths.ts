import { STRENGTHS } from '../../../world/protection/strengths.ts'
import { type GraphContext, type Item, parameter } from '../../call.ts'
import { notFound } from '../../errors.ts'
import { arraySequence, list } from '../../listing.ts'
import type { Accepted, Route } from '../../route.ts'
import { single } from '../single.ts'

const READERS: Accepted = {
  application: ['Policy.Read.All', 'Policy.Read.AuthenticationMethod', 'Policy.Read.ConditionalAccess'],
  delegated: ['Policy.Read.All', 'Policy.Read.AuthenticationMethod', 'Policy.Read.ConditionalAccess'],
}

const ITEMS: readonly Item[] = STRENGTHS.map((properties) => ({
  id: properties.id,
  kind: 'authenticationStrengthPolicy',
  properties,
}))

function one(context: GraphContext, contextName: string) {
  const item = ITEMS.find(({ id }) => id === parameter(context))
  if (!item) throw notFound(parameter(context))
  return single(context, item, contextName)
}

/** learn.microsoft.com/graph/api/authenticationstrengthroot-list-policies: the built-in ones, at both of their addresses. */
export const authenticationStrengthRoutes: readonly Route[] = [
  'identity/conditionalAccess/authenticationStrength/policies',
  'policies/authenticationStrengthPolicies',
].flatMap((path): Route[] => [
  {
    method: 'GET',
    template: `/${path}`,
    service: 'identityProtection',
    permissions: READERS,
    answer: (context) =>
      list(context, { sequence: arraySequence(ITEMS), kind: 'authenticationStrengthPolicy', contextName: path }),
  },
  {
    method: 'GET',
    template: `/${path}/{authenticationStrengthPolicy-id}`,
    service: 'identityProtection',
    permissions: READERS,
    response: '#/$defs/microsoft.graph.authenticationStrengthPolicy',
    answer: (context) => one(context, path),
  },
])

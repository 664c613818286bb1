import type { GraphContext } from './call.ts'
import { GraphError } from './errors.ts'

/**
 * Refuses what a tenancy has only with Entra ID P1 or P2, in the words of the real service (graph-facts §4,
 * signInActivity).
 */
export function requirePremium({ tenancy }: GraphContext): void {
  if (tenancy.premium) return
  throw new GraphError(
    403,
    'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    "Neither tenant is B2C or tenant doesn't have premium license",
  )
}

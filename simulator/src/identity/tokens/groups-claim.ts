import type { IdentityUser, Registration } from '../../identity-port.ts'
import type { Platform } from '../platform.ts'

/** Groups that a JWT lists at most; beyond, it says where to ask (access-token-claims-reference, groups overage). */
const MOST_GROUPS = 200
/** From that many on, a token in a redirect only says that there are some. */
const TOO_MANY_FOR_A_REDIRECT = 6

/** How the token reaches the application: a redirect holds less than an answer. */
export type Delivery = 'answer' | 'redirect'

/**
 * The groups of a person, for a token whose recipient registered `groupMembershipClaims`: `groups`, or what stands in
 * its place when there are too many.
 */
export function groupsClaim(
  { world }: Platform,
  recipient: Registration | undefined,
  user: IdentityUser,
  graph: string,
  delivery: Delivery = 'answer',
): Record<string, unknown> {
  const kind = recipient?.groupMembershipClaims ?? 'None'
  if (kind === 'None') return {}
  const groups = world.groupIdsOf(user.tenantId, user.objectId)
  if (groups.length === 0) return {}
  if (delivery === 'redirect' && groups.length >= TOO_MANY_FOR_A_REDIRECT) return { hasgroups: true }
  if (groups.length <= MOST_GROUPS) return { groups }
  return {
    _claim_names: { groups: 'src1' },
    _claim_sources: { src1: { endpoint: `${graph}/v1.0/users/${user.objectId}/getMemberObjects` } },
  }
}

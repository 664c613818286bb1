import { AadstsError } from './aadsts.ts'
import { AADSTS } from './aadsts-table.ts'
import { isSatisfied } from './claims-request.ts'
import type { Platform } from './platform.ts'

type Match = Parameters<Platform['world']['identityFault']>[0]

/** A refusal that the control door ordered. */
export interface OrderedRefusal {
  error: AadstsError
  /** Whether a person at the browser can lift it by approving the sign-in. */
  canBeApproved: boolean
}

/** What the control door ordered for this request, after the delay it ordered. A fault whose code is 0 only delays. */
export async function orderedRefusal(platform: Platform, match: Match): Promise<OrderedRefusal | undefined> {
  const fault = platform.world.identityFault(match)
  if (fault === undefined) return undefined
  const { aadsts, message, claims, delayMs = 0, stepUp = false } = fault
  if (delayMs > 0) await new Promise<void>((resolve) => setTimeout(resolve, delayMs))
  if (aadsts === 0) return undefined
  const challenge = claims ?? (stepUp || isChallenge(aadsts) ? policyChallenge(aadsts) : undefined)
  const error = new AadstsError(aadsts, {
    values: {
      app: match.appId ?? '',
      appName: platform.world.findRegistration(match.appId ?? '')?.displayName ?? '',
      tenant: match.tenantId,
    },
    ...(message === undefined ? {} : { message }),
    ...(challenge === undefined ? {} : { claims: challenge }),
  })
  return { error, canBeApproved: stepUp }
}

/**
 * Refuses or delays when the control door ordered it; a step-up is passed by who has satisfied its claims already.
 * @throws AadstsError the ordered one
 */
export async function obeyFaults(platform: Platform, match: Match, satisfied: readonly string[] = []): Promise<void> {
  const refusal = await orderedRefusal(platform, match)
  if (refusal === undefined) return
  const { error, canBeApproved } = refusal
  if (canBeApproved && error.claims !== undefined && isSatisfied(error.claims, satisfied)) return
  throw error
}

const isChallenge = (aadsts: number): boolean => AADSTS[aadsts]?.challenges === true

/** The claims challenge of a conditional access policy; the policy's id is made from the code. */
function policyChallenge(aadsts: number): string {
  const policy = `ca000000-0000-4000-8000-${String(aadsts).padStart(12, '0')}`
  return JSON.stringify({ access_token: { capolids: { essential: true, values: [policy] } } })
}

import type { Registration } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'
import { type ClaimsRequest, demandOf, isSatisfied } from './claims-request.ts'
import type { Exchange } from './exchange.ts'
import { orderedRefusal } from './fault.ts'
import { approvalPage } from './pages/approval-page.ts'
import type { Platform } from './platform.ts'
import type { SignedIn } from './sign-in.ts'
import { recordInteractive } from './sign-in-log.ts'

export interface Approving {
  endpoint: 'authorize' | 'adminconsent'
  registration: Registration
  signedIn: SignedIn
  /** The claims that the client asks for, which may be a challenge that it was given. */
  claims: ClaimsRequest
  /** Whether `prompt=none` forbids a page. */
  isSilent: boolean
  action: string
}

/**
 * Sees to what the control door ordered, and to claims challenges: the person approves once, and the session remembers
 * it. False when a page took over.
 * @throws AadstsError the ordered one, 50076 when no page may be shown, 500121 when the person denied
 */
export async function settleApproval(platform: Platform, exchange: Exchange, approving: Approving): Promise<boolean> {
  const { registration, signedIn, action, endpoint } = approving
  const { user, account } = signedIn
  const { appId } = registration
  const refusal = await orderedRefusal(platform, { endpoint, tenantId: user.tenantId, appId, user })
  if (refusal !== undefined && !refusal.canBeApproved) throw refusal.error
  const challenges = [refusal?.error.claims, demandOf(approving.claims)].filter((text) => text !== undefined)
  const open = challenges.filter((challenge) => !isSatisfied(challenge, account.satisfied))
  const [first] = open
  if (first === undefined) return true
  if (approving.isSilent) throw refusal?.error ?? new AadstsError(50076, { claims: first })
  const { form } = exchange
  if (form.get('step') === 'approve') {
    if (form.get('decision') !== 'approve') throw new AadstsError(500121)
    account.satisfied.push(...open)
    return true
  }
  recordInteractive(platform, user, appId, refusal?.error.code ?? 50076)
  approvalPage(exchange, { action, user, appName: registration.displayName, sentence: refusal?.error.message })
  return false
}

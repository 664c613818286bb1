import type { Tenancy } from '../tenancy.ts'
import { generatedAccess } from './generated-access.ts'
import { generateRisk } from './generated-risk.ts'

/**
 * Gives a generated company its protection: conditional access in place of security defaults, consent by administrators,
 * and a few risky people. `anchor` is the instant its dates are reckoned from, `today` the one at which it begins.
 */
export function generateProtection(tenancy: Tenancy, anchor: number, today: number): void {
  const { access, methods, policies } = tenancy.protection
  // In whole seconds, as the dates of people are: whoever is hired within the first second is a newcomer too.
  methods.pastEnds = Math.floor(today / 1000) * 1000
  for (const object of generatedAccess(tenancy, anchor)) access.put(object)
  const defaults = policies.of('identitySecurityDefaultsEnforcementPolicy')
  policies.set('identitySecurityDefaultsEnforcementPolicy', { ...defaults, isEnabled: false })
  policies.set('authorizationPolicy', {
    ...policies.of('authorizationPolicy'),
    allowInvitesFrom: 'adminsAndGuestInviters',
    guestUserRoleId: '2af84b1e-32c8-42b7-82bc-daa82404023b',
  })
  generateRisk(tenancy, today)
}

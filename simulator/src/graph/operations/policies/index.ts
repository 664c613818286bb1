import type { Route } from '../../route.ts'
import { adminConsentRequestPolicyRoutes } from './admin-consent-requests.ts'
import { authenticationMethodsPolicyRoutes } from './authentication-methods-policy.ts'
import { authorizationPolicyRoutes } from './authorization.ts'
import { permissionGrantPolicyRoutes } from './permission-grants.ts'
import { securityDefaultsRoutes } from './security-defaults.ts'

/** The policies that decide what people, guests and applications may. */
export const policyRoutes: readonly Route[] = [
  ...authorizationPolicyRoutes,
  ...adminConsentRequestPolicyRoutes,
  ...authenticationMethodsPolicyRoutes,
  ...securityDefaultsRoutes,
  ...permissionGrantPolicyRoutes,
]

import type { ContractCase } from '../contract-case.ts'

const METHODS = '/policies/authenticationMethodsPolicy'

/** The policies of an organisation. */
export const policyCases: readonly ContractCase[] = [
  {
    route: 'PATCH /policies/authorizationPolicy',
    request: () => ({ path: '/policies/authorizationPolicy', body: { allowInvitesFrom: 'everyone' } }),
  },
  {
    route: 'PUT /policies/adminConsentRequestPolicy',
    request: () => ({
      path: '/policies/adminConsentRequestPolicy',
      body: {
        isEnabled: true,
        notifyReviewers: true,
        remindersEnabled: false,
        requestDurationInDays: 14,
        reviewers: [],
      },
    }),
  },
  {
    route: `PATCH ${METHODS}`,
    request: () => ({ path: METHODS, body: { reconfirmationInDays: 180 } }),
  },
  {
    route: `GET ${METHODS}/authenticationMethodConfigurations/{authenticationMethodConfiguration-id}`,
    request: () => ({ path: `${METHODS}/authenticationMethodConfigurations/Fido2` }),
  },
  {
    route: `PATCH ${METHODS}/authenticationMethodConfigurations/{authenticationMethodConfiguration-id}`,
    request: () => ({
      path: `${METHODS}/authenticationMethodConfigurations/Sms`,
      body: { '@odata.type': '#microsoft.graph.smsAuthenticationMethodConfiguration', state: 'disabled' },
    }),
  },
  {
    route: 'PATCH /policies/identitySecurityDefaultsEnforcementPolicy',
    request: () => ({ path: '/policies/identitySecurityDefaultsEnforcementPolicy', body: { isEnabled: false } }),
  },
  {
    route: 'GET /policies/permissionGrantPolicies/{permissionGrantPolicy-id}',
    request: () => ({ path: '/policies/permissionGrantPolicies/microsoft-user-default-low' }),
  },
]

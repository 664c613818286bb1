import { type GraphContext, type Item, parameter } from '../../call.ts'
import { notFound } from '../../errors.ts'
import { arraySequence, list } from '../../listing.ts'
import type { Accepted, Route } from '../../route.ts'
import { single } from '../single.ts'

const CONTEXT = 'policies/permissionGrantPolicies'
const TEMPLATE = `/${CONTEXT}`
const READERS: Accepted = {
  application: ['Policy.Read.All', 'Policy.Read.PermissionGrant'],
  delegated: ['Policy.Read.All', 'Policy.Read.PermissionGrant'],
}

/** What every tenancy has (learn.microsoft.com/entra/identity/enterprise-apps/manage-app-consent-policies, built-in policies). */
const BUILT_IN = [
  [
    'microsoft-all-application-permissions',
    'All application permissions, for any client app',
    'Includes all application permissions (app roles), for all APIs, for any client application.',
  ],
  ['microsoft-application-admin', 'Application Admin Policy', 'Permissions consentable by Application Administrators.'],
  ['microsoft-company-admin', 'Company Admin Policy', 'Permissions consentable by Company Administrators.'],
  [
    'microsoft-user-default-legacy',
    'All delegated permissions, for any client app',
    'Includes all delegated permissions that do not require admin consent, for any client application.',
  ],
  [
    'microsoft-user-default-low',
    'Default User Low Risk Policy',
    'Includes permissions classified as low, for client apps from verified publishers or of this organization.',
  ],
  [
    'microsoft-user-default-recommended',
    'Microsoft User Default Recommended Policy',
    'Permissions consentable based on Microsoft’s current recommendations.',
  ],
] as const

const ITEMS: readonly Item[] = BUILT_IN.map(([id, displayName, description]) => ({
  id,
  kind: 'permissionGrantPolicy',
  properties: { id, deletedDateTime: null, description, displayName },
}))

function one(context: GraphContext) {
  const item = ITEMS.find(({ id }) => id === parameter(context))
  if (!item) throw notFound(parameter(context))
  return single(context, item, CONTEXT)
}

/** learn.microsoft.com/graph/api/permissiongrantpolicy-list, -get; the sets of conditions inside are not told. */
export const permissionGrantPolicyRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: TEMPLATE,
    permissions: READERS,
    answer: (context) =>
      list(context, { sequence: arraySequence(ITEMS), kind: 'permissionGrantPolicy', contextName: CONTEXT }),
  },
  { method: 'GET', template: `${TEMPLATE}/{permissionGrantPolicy-id}`, permissions: READERS, answer: one },
]

import { isoSeconds } from '../../../world/clock.ts'
import { type Entity, textOf } from '../../../world/model.ts'
import { registrationOf } from '../../../world/protection/registration.ts'
import { rolesOf } from '../../../world/protection/role-holders.ts'
import type { Tenancy } from '../../../world/tenancy.ts'
import { isVisible } from '../../../world/truth.ts'
import type { GraphAnswer, GraphContext, Item, Sequence } from '../../call.ts'
import { list } from '../../listing.ts'
import { requirePremium } from '../../premium.ts'
import type { Route } from '../../route.ts'
import { named, single } from '../single.ts'

const CONTEXT = 'reports/authenticationMethods/userRegistrationDetails'

/** What the report says of one person, from the methods they have and the policies as they are. */
function detailsOf(tenancy: Tenancy, enabled: ReadonlySet<string>): (user: Entity) => Item {
  const { allowedToUseSSPR } = tenancy.protection.policies.of('authorizationPolicy')
  return (user) => {
    const isAdmin = rolesOf(tenancy, user).size > 0
    const isGuest = user.properties.userType === 'Guest'
    // Members may; administrators where the authorization policy lets them (concept-sspr-policy, administrator reset).
    const isSsprEnabled = !isGuest && (!isAdmin || allowedToUseSSPR === true)
    const methods = tenancy.protection.methods.of(user)
    const { preferred, ...registration } = registrationOf(methods, { enabled, selfService: isSsprEnabled })
    const changes = methods
      .map(({ properties }) => Date.parse(String(properties.createdDateTime)))
      .filter(Number.isFinite)
    const properties = {
      id: user.id,
      isAdmin,
      ...registration,
      methodsRegistered: [...registration.methodsRegistered],
      isSsprEnabled,
      isSystemPreferredAuthenticationMethodEnabled: true,
      lastUpdatedDateTime: isoSeconds(Math.max(0, ...changes)),
      systemPreferredAuthenticationMethods: preferred === 'none' ? [] : [preferred],
      userDisplayName: textOf(user, 'displayName') ?? '',
      userPreferredMethodForSecondaryAuthentication: preferred,
      userPrincipalName: textOf(user, 'userPrincipalName') ?? '',
      userType: isGuest ? 'guest' : 'member',
    }
    return { id: user.id, kind: 'userRegistrationDetails', properties }
  }
}

function report(context: GraphContext): GraphAnswer {
  requirePremium(context)
  const { tenancy } = context
  const details = detailsOf(tenancy, tenancy.protection.policies.enabledMethods())
  const users = tenancy.store('user')
  const sequence: Sequence = {
    end: users.end,
    at(position) {
      const user = users.at(position)
      return user && isVisible(tenancy, user) ? details(user) : undefined
    },
  }
  return list(context, { sequence, kind: 'userRegistrationDetails', contextName: CONTEXT })
}

function oneRow(context: GraphContext): GraphAnswer {
  requirePremium(context)
  const { tenancy } = context
  const user = named(context, 'user')
  return single(context, detailsOf(tenancy, tenancy.protection.policies.enabledMethods())(user), CONTEXT)
}

/** learn.microsoft.com/graph/api/authenticationmethodsroot-list-userregistrationdetails; needs Entra ID P1. */
export const registrationDetailsRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/reports/authenticationMethods/userRegistrationDetails',
    service: 'reports',
    answer: report,
  },
  {
    method: 'GET',
    template: '/reports/authenticationMethods/userRegistrationDetails/{userRegistrationDetails-id}',
    service: 'reports',
    answer: oneRow,
  },
]

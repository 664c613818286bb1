import { isoSeconds } from '../../world/clock.ts'
import { type Entity, type Json, textOf } from '../../world/model.ts'
import type { SignIn } from '../../world/sign-ins.ts'
import type { Tenancy } from '../../world/tenancy.ts'
import { type GraphContext, type Item, parameter, type Sequence } from '../call.ts'
import { notFound } from '../errors.ts'
import { PAGES } from '../limits.ts'
import { list } from '../listing.ts'
import { requirePremium } from '../premium.ts'
import type { Route } from '../route.ts'
import { single } from './single.ts'

const REASONS: { readonly [code: number]: string } = {
  50126: 'Error validating credentials due to invalid username or password.',
  50076: 'Due to a configuration change made by your administrator, you must use multi-factor authentication.',
  53003: 'Access has been blocked by Conditional Access policies.',
}

type PrincipalFinder = (appId: string) => Entity | undefined

/** Finds servicePrincipals by appId, each once: a page of sign-ins names the same few over and over. */
function principalFinder(tenancy: Tenancy): PrincipalFinder {
  const known = new Map<string, Entity | undefined>()
  return (appId) => {
    if (!known.has(appId)) known.set(appId, tenancy.findByKey('servicePrincipal', appId))
    return known.get(appId)
  }
}

/** One sign-in as auditLogs tells it. */
function signInItem(tenancy: Tenancy, entry: SignIn, principal: PrincipalFinder): Item {
  const user = tenancy.findAny(entry.userId)
  const app = principal(entry.appId)
  const resource = principal(entry.resourceAppId)
  const status: Json = {
    additionalDetails: null,
    errorCode: entry.errorCode,
    failureReason: entry.errorCode === 0 ? 'Other.' : (REASONS[entry.errorCode] ?? 'Other.'),
  }
  const properties = {
    id: entry.id,
    appDisplayName: app ? textOf(app, 'displayName') : null,
    appId: entry.appId,
    clientAppUsed: 'Browser',
    conditionalAccessStatus: entry.errorCode === 53003 ? 'failure' : 'notApplied',
    correlationId: entry.id,
    createdDateTime: isoSeconds(entry.at),
    ipAddress: `198.51.100.${Number.parseInt(entry.id.slice(0, 2), 16)}`,
    isInteractive: entry.interactive,
    resourceDisplayName: resource ? textOf(resource, 'displayName') : null,
    resourceId: entry.resourceAppId,
    riskDetail: 'none',
    riskLevelAggregated: 'none',
    riskLevelDuringSignIn: 'none',
    riskState: 'none',
    status,
    userDisplayName: user ? textOf(user, 'displayName') : null,
    userId: entry.userId,
    userPrincipalName: user ? (textOf(user, 'userPrincipalName')?.toLowerCase() ?? null) : null,
  }
  return { id: entry.id, kind: 'signIn', properties }
}

function signIns(context: GraphContext) {
  requirePremium(context)
  const entries = context.tenancy.signIns.newestFirst(context.world.now())
  const principal = principalFinder(context.tenancy)
  const sequence: Sequence = {
    end: entries.end,
    arrangedBy: { name: 'createdDateTime', descending: true },
    at(position) {
      const entry = entries.at(position)
      return entry && signInItem(context.tenancy, entry, principal)
    },
  }
  return list(context, {
    sequence,
    kind: 'signIn',
    contextName: 'auditLogs/signIns',
    defaultTop: PAGES.reports,
    maximumTop: PAGES.reports,
  })
}

function oneSignIn(context: GraphContext) {
  requirePremium(context)
  const wanted = parameter(context)
  const entry = context.tenancy.signIns.find(wanted, context.world.now())
  if (!entry) throw notFound(wanted)
  return single(context, signInItem(context.tenancy, entry, principalFinder(context.tenancy)), 'auditLogs/signIns')
}

/** learn.microsoft.com/graph/api/signin-list: newest first, pages of up to 1,000. */
export const signInRoutes: readonly Route[] = [
  { method: 'GET', template: '/auditLogs/signIns', service: 'reports', answer: signIns },
  { method: 'GET', template: '/auditLogs/signIns/{signIn-id}', service: 'reports', answer: oneSignIn },
]

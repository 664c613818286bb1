import { isoSeconds } from '../../world/clock.ts'
import { type Entity, type Properties, textOf } from '../../world/model.ts'
import type { Detection } from '../../world/protection/risk.ts'
import { addressOf, deviceOf, placeOf } from '../../world/protection/sign-in-origin.ts'
import type { SignIn } from '../../world/sign-ins.ts'
import type { Tenancy } from '../../world/tenancy.ts'
import { type GraphContext, holds, type Item, parameter, type Sequence } from '../call.ts'
import { notFound } from '../errors.ts'
import { PAGES } from '../limits.ts'
import { list } from '../listing.ts'
import { requirePremium } from '../premium.ts'
import type { Route } from '../route.ts'
import {
  type AppliedPolicy,
  accessStatus,
  appliedItem,
  appliedPolicies,
  isLegacy,
} from './protection/applied-policies.ts'
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

/** What a reader of sign-ins is told beside the rows themselves. */
interface Reading {
  readonly tenancy: Tenancy
  readonly principal: PrincipalFinder
  /** Policies are told to who may read policies. */
  readonly tellsPolicies: boolean
}

/** learn.microsoft.com/graph/api/signin-list (Permissions): what appliedConditionalAccessPolicies takes beside AuditLog.Read.All. */
const POLICY_READERS = ['Policy.Read.All', 'Policy.Read.ConditionalAccess']

function readingOf(context: GraphContext): Reading {
  requirePremium(context)
  const { tenancy } = context
  const tellsPolicies = POLICY_READERS.some((permission) => holds(context, permission))
  return { tenancy, principal: principalFinder(tenancy), tellsPolicies }
}

/** One sign-in as auditLogs tells it. What takes work is computed only where it is asked for or filtered by. */
function signInItem({ tenancy, principal, tellsPolicies }: Reading, entry: SignIn): Item {
  const user = tenancy.findAny(entry.userId)
  const app = principal(entry.appId)
  const resource = principal(entry.resourceAppId)
  const detection = tenancy.protection.risk.ofSignIn(entry.id)
  let known: readonly AppliedPolicy[] | undefined
  const applied = () => {
    known ??= user ? appliedPolicies(tenancy, entry, user, detection !== undefined) : []
    return known
  }
  const properties: Properties = {
    id: entry.id,
    appDisplayName: app ? textOf(app, 'displayName') : null,
    appId: entry.appId,
    get appliedConditionalAccessPolicies() {
      return tellsPolicies ? applied().map(appliedItem) : []
    },
    authenticationAppDeviceDetails: null,
    clientAppUsed: clientOf(entry),
    get conditionalAccessStatus() {
      return accessStatus(entry, applied())
    },
    correlationId: entry.id,
    createdDateTime: isoSeconds(entry.at),
    get deviceDetail() {
      return deviceOf(entry.id).detail
    },
    homeTenantId: tenancy.profile.tenantId,
    ipAddress: addressOf(entry.id, detection !== undefined),
    isInteractive: entry.interactive,
    location: user ? placeOf(user) : null,
    resourceDisplayName: resource ? textOf(resource, 'displayName') : null,
    resourceId: entry.resourceAppId,
    resourceTenantId: tenancy.profile.tenantId,
    ...riskOf(detection),
    servicePrincipalId: '',
    servicePrincipalName: null,
    status: {
      additionalDetails: null,
      errorCode: entry.errorCode,
      failureReason: entry.errorCode === 0 ? 'Other.' : (REASONS[entry.errorCode] ?? 'Other.'),
    },
    userDisplayName: user ? textOf(user, 'displayName') : null,
    userId: entry.userId,
    userPrincipalName: user ? (textOf(user, 'userPrincipalName')?.toLowerCase() ?? null) : null,
  }
  return { id: entry.id, kind: 'signIn', properties }
}

function clientOf(entry: SignIn): string {
  if (isLegacy(entry)) return 'Exchange ActiveSync'
  return entry.interactive ? 'Browser' : 'Mobile Apps and Desktop clients'
}

function riskOf(detection: Detection | undefined): Properties {
  const types = detection ? [detection.riskEventType] : []
  const riskLevel = detection?.riskLevel ?? 'none'
  return {
    riskDetail: detection?.riskDetail ?? 'none',
    riskEventTypes: types.filter((type) => FORMER_TYPES.has(type)),
    riskEventTypes_v2: types,
    riskLevelAggregated: riskLevel,
    riskLevelDuringSignIn: riskLevel,
    riskState: detection?.riskState ?? 'none',
  }
}

/** What the enumeration of the older `riskEventTypes` can say. */
const FORMER_TYPES: ReadonlySet<string> = new Set([
  'anonymizedIPAddress',
  'leakedCredentials',
  'maliciousIPAddress',
  'mcasImpossibleTravel',
  'mcasSuspiciousInboxManipulationRules',
  'unfamiliarFeatures',
  'unlikelyTravel',
])

function signIns(context: GraphContext) {
  const reading = readingOf(context)
  const entries = context.tenancy.signIns.newestFirst(context.world.now())
  const sequence: Sequence = {
    end: entries.end,
    arrangedBy: { name: 'createdDateTime', descending: true },
    at(position) {
      const entry = entries.at(position)
      return entry && signInItem(reading, entry)
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
  const reading = readingOf(context)
  const wanted = parameter(context)
  const entry = context.tenancy.signIns.find(wanted, context.world.now())
  if (!entry) throw notFound(wanted)
  return single(context, signInItem(reading, entry), 'auditLogs/signIns')
}

/** learn.microsoft.com/graph/api/signin-list: newest first, pages of up to 1,000. */
export const signInRoutes: readonly Route[] = [
  { method: 'GET', template: '/auditLogs/signIns', service: 'reports', answer: signIns },
  { method: 'GET', template: '/auditLogs/signIns/{signIn-id}', service: 'reports', answer: oneSignIn },
]

import { auditTarget } from '../../../world/audit-activities.ts'
import { isoSeconds } from '../../../world/clock.ts'
import { type Entity, isObject, textOf } from '../../../world/model.ts'
import { type RiskyUser, VERDICTS } from '../../../world/protection/risk.ts'
import type { Tenancy } from '../../../world/tenancy.ts'
import { type GraphAnswer, type GraphContext, type Item, noContent, parameter, type WriteContext } from '../../call.ts'
import { badRequest, notFound } from '../../errors.ts'
import { arraySequence, list } from '../../listing.ts'
import { requirePremium } from '../../premium.ts'
import type { Accepted, Route } from '../../route.ts'
import { single } from '../single.ts'

const CONTEXT = 'identityProtection/riskyUsers'
const TEMPLATE = '/identityProtection/riskyUsers'
/** learn.microsoft.com/graph/api/riskyuser-list-history. */
const READERS: Accepted = { application: ['IdentityRiskyUser.Read.All'], delegated: ['IdentityRiskyUser.Read.All'] }

/** learn.microsoft.com/graph/api/riskyuser-dismiss, -confirmcompromised: at most 60 people at once. */
const DECIDED_AT_ONCE = 60

/** A person as they stand in the report, deleted ones too. */
function factsOf(tenancy: Tenancy, { userId, riskLevel, riskState, riskDetail, updatedAt }: RiskyUser) {
  const user = tenancy.findAny(userId)
  return {
    isDeleted: user?.state !== 'live',
    isProcessing: false,
    riskDetail,
    riskLastUpdatedDateTime: isoSeconds(updatedAt),
    riskLevel,
    riskState,
    userDisplayName: user ? textOf(user, 'displayName') : null,
    userPrincipalName: user ? textOf(user, 'userPrincipalName') : null,
  }
}

function riskyItem(tenancy: Tenancy, risky: RiskyUser): Item {
  return { id: risky.userId, kind: 'riskyUser', properties: { id: risky.userId, ...factsOf(tenancy, risky) } }
}

function riskyUsers(context: GraphContext): GraphAnswer {
  requirePremium(context)
  const items = context.tenancy.protection.risk.users.map((risky) => riskyItem(context.tenancy, risky))
  return list(context, { sequence: arraySequence(items), kind: 'riskyUser', contextName: CONTEXT })
}

function namedRisky(context: GraphContext): RiskyUser {
  requirePremium(context)
  const found = context.tenancy.protection.risk.user(parameter(context).toLowerCase())
  if (!found) throw notFound(parameter(context))
  return found
}

function history(context: GraphContext): GraphAnswer {
  const { tenancy } = context
  const { userId } = namedRisky(context)
  const items = tenancy.protection.risk.historyOf(userId).map((was): Item => {
    const activity = { detail: was.riskDetail, riskEventTypes: [...was.riskEventTypes] }
    const initiatedBy = was.initiatedBy ?? null
    const properties = { id: was.id, ...factsOf(tenancy, was), userId, initiatedBy, activity }
    return { id: was.id, kind: 'riskyUserHistoryItem', properties }
  })
  const contextName = `${CONTEXT}('${userId}')/history`
  return list(context, { sequence: arraySequence(items), kind: 'riskyUserHistoryItem', contextName })
}

/** The people whom the body names; nobody is decided about unless all of them are there. */
function namedPeople({ tenancy, call }: WriteContext): Entity[] {
  const given = isObject(call.body) ? call.body.userIds : undefined
  if (!Array.isArray(given) || given.length === 0)
    throw badRequest("The property 'userIds' is required: a list of ids.")
  if (given.length > DECIDED_AT_ONCE) throw badRequest(`The number of userIds must not exceed ${DECIDED_AT_ONCE}.`)
  return given.map((id) => {
    const user = tenancy.findOf('user', String(id).toLowerCase())
    if (!user) throw notFound(String(id))
    return user
  })
}

/** Names of reference-audit-activities, Identity Protection. */
const DECISIONS = {
  dismiss: { verdict: VERDICTS.dismiss, activity: 'DismissUser' },
  confirmCompromised: { verdict: VERDICTS.confirmCompromised, activity: 'ConfirmAccountCompromised' },
} as const

function decide(context: WriteContext, how: keyof typeof DECISIONS): GraphAnswer {
  requirePremium(context)
  const { verdict, activity } = DECISIONS[how]
  const { world, tenancy, token, now } = context
  const people = namedPeople(context)
  for (const user of people) {
    tenancy.protection.risk.decide(user.id, verdict, now, token.userObjectId ?? token.objectId)
    world.audit(tenancy, {
      activity,
      category: 'Other',
      operationType: 'Update',
      service: 'Identity Protection',
      targets: [auditTarget(user)],
    })
  }
  return noContent()
}

const read = { service: 'identityProtection', permissions: READERS } as const

/** learn.microsoft.com/graph/api/resources/riskyuser; needs Entra ID P2. */
export const riskyUserRoutes: readonly Route[] = [
  { method: 'GET', template: TEMPLATE, ...read, answer: riskyUsers },
  {
    method: 'GET',
    template: `${TEMPLATE}/{riskyUser-id}`,
    ...read,
    answer: (context) => single(context, riskyItem(context.tenancy, namedRisky(context)), CONTEXT),
  },
  { method: 'GET', template: `${TEMPLATE}/{riskyUser-id}/history`, ...read, answer: history },
  ...(['dismiss', 'confirmCompromised'] as const).map(
    (how): Route => ({
      method: 'POST',
      template: `${TEMPLATE}/${how}`,
      service: 'identityProtection',
      write: (context) => decide(context, how),
    }),
  ),
]

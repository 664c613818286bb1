import { isoSeconds } from '../../../world/clock.ts'
import { textOf } from '../../../world/model.ts'
import type { Detection } from '../../../world/protection/risk.ts'
import { riskEvent } from '../../../world/protection/risk-events.ts'
import { addressOf, placeOf } from '../../../world/protection/sign-in-origin.ts'
import type { Tenancy } from '../../../world/tenancy.ts'
import { type GraphAnswer, type GraphContext, type Item, parameter } from '../../call.ts'
import { notFound } from '../../errors.ts'
import { arraySequence, list } from '../../listing.ts'
import { requirePremium } from '../../premium.ts'
import type { Route } from '../../route.ts'
import { single } from '../single.ts'

const CONTEXT = 'identityProtection/riskDetections'

function detectionItem(tenancy: Tenancy, detection: Detection): Item {
  const { id, userId, riskEventType, riskLevel, riskState, riskDetail, at, detectedAt, updatedAt, signInId } = detection
  const user = tenancy.findAny(userId)
  const event = riskEvent(riskEventType)
  const properties = {
    id,
    activity: event?.activity ?? 'user',
    activityDateTime: isoSeconds(at),
    additionalInfo: JSON.stringify([{ Key: 'riskReasons', Value: [riskEventType] }]),
    correlationId: signInId ?? null,
    detectedDateTime: isoSeconds(detectedAt),
    detectionTimingType: event?.timing ?? 'notDefined',
    ipAddress: signInId === undefined ? null : addressOf(signInId, true),
    lastUpdatedDateTime: isoSeconds(updatedAt),
    location: signInId === undefined || !user ? null : placeOf(user),
    requestId: signInId ?? null,
    riskDetail,
    riskEventType,
    riskLevel,
    riskState,
    source: event?.source ?? 'IdentityProtection',
    tokenIssuerType: 'AzureAD',
    userDisplayName: user ? textOf(user, 'displayName') : null,
    userId,
    userPrincipalName: user ? textOf(user, 'userPrincipalName') : null,
  }
  return { id, kind: 'riskDetection', properties }
}

function detections(context: GraphContext): GraphAnswer {
  requirePremium(context)
  const items = context.tenancy.protection.risk.detections.map((one) => detectionItem(context.tenancy, one))
  return list(context, { sequence: arraySequence(items), kind: 'riskDetection', contextName: CONTEXT })
}

function oneDetection(context: GraphContext): GraphAnswer {
  requirePremium(context)
  const found = context.tenancy.protection.risk.detections.find(({ id }) => id === parameter(context))
  if (!found) throw notFound(parameter(context))
  return single(context, detectionItem(context.tenancy, found), CONTEXT)
}

/** learn.microsoft.com/graph/api/resources/riskdetection: newest first; needs Entra ID P2. */
export const riskDetectionRoutes: readonly Route[] = [
  { method: 'GET', template: '/identityProtection/riskDetections', service: 'identityProtection', answer: detections },
  {
    method: 'GET',
    template: '/identityProtection/riskDetections/{riskDetection-id}',
    service: 'identityProtection',
    answer: oneDetection,
  },
]

export type RiskLevel = 'low' | 'medium' | 'high' | 'none'

export type RiskState = 'none' | 'remediated' | 'dismissed' | 'atRisk' | 'confirmedCompromised'

export type RiskDetail =
  | 'none'
  | 'adminGeneratedTemporaryPassword'
  | 'adminDismissedAllRiskForUser'
  | 'adminConfirmedUserCompromised'

export interface RiskEvent {
  readonly type: string
  /** How soon it is found out. */
  readonly timing: 'realtime' | 'nearRealtime' | 'offline' | 'notDefined'
  /** Whether it shows in a sign-in, or about the account as such. */
  readonly activity: 'signin' | 'user'
  readonly source: string
}

const event = (
  type: string,
  timing: RiskEvent['timing'],
  activity: RiskEvent['activity'],
  source = 'IdentityProtection',
): RiskEvent => ({ type, timing, activity, source })

/**
 * What can be detected, as `riskEventType` spells it.
 * Source: learn.microsoft.com/entra/id-protection/concept-identity-protection-risks.
 */
export const RISK_EVENTS: readonly RiskEvent[] = [
  event('unfamiliarFeatures', 'realtime', 'signin'),
  event('anonymizedIPAddress', 'realtime', 'signin'),
  event('maliciousIPAddress', 'offline', 'signin'),
  event('unlikelyTravel', 'offline', 'signin'),
  event('passwordSpray', 'offline', 'signin'),
  event('anomalousToken', 'realtime', 'signin'),
  event('mcasImpossibleTravel', 'offline', 'signin', 'MicrosoftCloudAppSecurity'),
  event('mcasSuspiciousInboxManipulationRules', 'offline', 'signin', 'MicrosoftCloudAppSecurity'),
  event('leakedCredentials', 'offline', 'user'),
  event('investigationsThreatIntelligence', 'offline', 'user'),
  event('generic', 'notDefined', 'user'),
  event('adminConfirmedUserCompromised', 'offline', 'user'),
]

export const riskEvent = (type: string): RiskEvent | undefined => RISK_EVENTS.find((one) => one.type === type)

const ORDER: readonly RiskLevel[] = ['none', 'low', 'medium', 'high']

export const higher = (one: RiskLevel, other: RiskLevel): RiskLevel =>
  ORDER.indexOf(one) >= ORDER.indexOf(other) ? one : other

import { isObject, type Json, type Properties } from '../model.ts'
import type { AccessObject } from './conditional-access.ts'

/** What is known of a sign-in that policies look at. */
export interface SignInFacts {
  readonly userId: string
  readonly isGuest: boolean
  /** Ids of the groups the person is in, at any depth; asked only where a policy names groups. */
  readonly groupIds: () => ReadonlySet<string>
  /** Template ids of the directory roles the person holds. */
  readonly roleTemplateIds: () => ReadonlySet<string>
  readonly appId: string
  /** As a policy's clientAppTypes spells it. */
  readonly clientAppType: 'browser' | 'mobileAppsAndDesktopClients' | 'exchangeActiveSync'
  readonly deviceIsCompliant: boolean
  readonly usedMfa: boolean
  readonly isInTrustedPlace: boolean
  /** Whoever was let in met what every enforced policy asked. */
  readonly wasLetIn: boolean
}

/** Graph's appliedConditionalAccessPolicyResult. */
export type PolicyResult =
  | 'success'
  | 'failure'
  | 'notApplied'
  | 'notEnabled'
  | 'reportOnlySuccess'
  | 'reportOnlyFailure'
  | 'reportOnlyNotApplied'

/**
 * What a policy made of a sign-in: whether it concerns it, and whether its grant controls were met. Conditions about
 * platforms, risk, device filters and authentication flows are taken as not met, so that such a policy does not apply.
 */
export function resultOf({ properties }: AccessObject, facts: SignInFacts): PolicyResult {
  if (properties.state === 'disabled') return 'notEnabled'
  const isReportOnly = properties.state !== 'enabled'
  if (!concerns(objectIn(properties, 'conditions'), facts)) return isReportOnly ? 'reportOnlyNotApplied' : 'notApplied'
  const isMet = grants(objectIn(properties, 'grantControls'), facts)
  if (isReportOnly) return isMet ? 'reportOnlySuccess' : 'reportOnlyFailure'
  return isMet || facts.wasLetIn ? 'success' : 'failure'
}

function concerns(conditions: Properties, facts: SignInFacts): boolean {
  const { platforms, devices, authenticationFlows, clientApplications } = conditions
  if ([platforms, devices, authenticationFlows, clientApplications].some(isObject)) return false
  if (textsIn(conditions, 'signInRiskLevels').length + textsIn(conditions, 'userRiskLevels').length > 0) return false
  const clients = textsIn(conditions, 'clientAppTypes')
  if (!clients.includes('all') && !clients.includes(facts.clientAppType)) return false
  return (
    concernsPerson(objectIn(conditions, 'users'), facts) &&
    concernsApplication(objectIn(conditions, 'applications'), facts) &&
    concernsPlace(objectIn(conditions, 'locations'), facts)
  )
}

function concernsPerson(users: Properties, facts: SignInFacts): boolean {
  const named = (side: 'include' | 'exclude') => {
    const ids = textsIn(users, `${side}Users`)
    const groups = textsIn(users, `${side}Groups`)
    const roles = textsIn(users, `${side}Roles`)
    return (
      ids.includes('All') ||
      ids.includes(facts.userId) ||
      (facts.isGuest && (ids.includes('GuestsOrExternalUsers') || isObject(users[`${side}GuestsOrExternalUsers`]))) ||
      (groups.length > 0 && groups.some((id) => facts.groupIds().has(id))) ||
      (roles.length > 0 && roles.some((id) => facts.roleTemplateIds().has(id)))
    )
  }
  return named('include') && !named('exclude')
}

function concernsApplication(applications: Properties, { appId }: SignInFacts): boolean {
  const included = textsIn(applications, 'includeApplications')
  const excluded = textsIn(applications, 'excludeApplications')
  return (included.includes('All') || included.includes(appId)) && !excluded.includes(appId)
}

function concernsPlace(locations: Properties, { isInTrustedPlace }: SignInFacts): boolean {
  const included = textsIn(locations, 'includeLocations')
  const concerned = (names: readonly string[]) =>
    names.includes('All') || (names.includes('AllTrusted') && isInTrustedPlace)
  return (included.length === 0 || concerned(included)) && !concerned(textsIn(locations, 'excludeLocations'))
}

function grants(controls: Properties, facts: SignInFacts): boolean {
  const built = textsIn(controls, 'builtInControls')
  if (built.includes('block')) return false
  const met = built.map((control) => {
    if (control === 'mfa') return facts.usedMfa
    return control === 'compliantDevice' || control === 'domainJoinedDevice' ? facts.deviceIsCompliant : true
  })
  if (isObject(controls.authenticationStrength)) met.push(facts.usedMfa)
  return met.length === 0 || (controls.operator === 'AND' ? met.every(Boolean) : met.some(Boolean))
}

function objectIn(properties: Properties, name: string): Properties {
  const value: Json | undefined = properties[name]
  return isObject(value) ? value : {}
}

/** The texts of a list, none where it is not there. */
export function textsIn(properties: Properties, name: string): string[] {
  const value = properties[name]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

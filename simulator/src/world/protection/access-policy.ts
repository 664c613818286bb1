import { isObject, type Json, type Properties } from '../model.ts'

/** What a policy's conditions say when nothing else is said (learn.microsoft.com/graph/api/resources/conditionalaccessconditionset). */
const CONDITIONS: Properties = {
  applications: null,
  authenticationFlows: null,
  clientAppTypes: ['all'],
  clientApplications: null,
  devices: null,
  insiderRiskLevels: null,
  locations: null,
  platforms: null,
  servicePrincipalRiskLevels: [],
  signInRiskLevels: [],
  userRiskLevels: [],
  users: null,
}

const APPLICATIONS: Properties = {
  applicationFilter: null,
  excludeApplications: [],
  includeApplications: [],
  includeAuthenticationContextClassReferences: [],
  includeUserActions: [],
}

const USERS: Properties = {
  excludeGroups: [],
  excludeGuestsOrExternalUsers: null,
  excludeRoles: [],
  excludeUsers: [],
  includeGroups: [],
  includeGuestsOrExternalUsers: null,
  includeRoles: [],
  includeUsers: [],
}

const GRANT: Properties = {
  authenticationStrength: null,
  builtInControls: [],
  customAuthenticationFactors: [],
  operator: 'OR',
  termsOfUse: [],
}

const SESSION: Properties = {
  applicationEnforcedRestrictions: null,
  cloudAppSecurity: null,
  disableResilienceDefaults: null,
  persistentBrowser: null,
  secureSignInSession: null,
  signInFrequency: null,
}

/** A whole policy from what was said of it, as the service answers it. */
export function wholePolicy(given: Properties): Properties {
  const conditions = isObject(given.conditions) ? given.conditions : {}
  return {
    description: null,
    templateId: null,
    ...given,
    conditions: {
      ...CONDITIONS,
      ...conditions,
      applications: filled(APPLICATIONS, conditions.applications),
      users: filled(USERS, conditions.users),
    },
    grantControls: filled(GRANT, given.grantControls),
    sessionControls: filled(SESSION, given.sessionControls),
  }
}

const filled = (defaults: Properties, given: Json | undefined): Json =>
  isObject(given) ? { ...defaults, ...given } : null

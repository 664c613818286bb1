import { isObject, type Json, type Properties } from '../../../world/model.ts'
import { textsIn } from '../../../world/protection/access-evaluation.ts'
import { STRENGTHS } from '../../../world/protection/strengths.ts'
import type { Tenancy } from '../../../world/tenancy.ts'
import { GraphError } from '../../errors.ts'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const refused = (message: string) => new GraphError(400, 'BadRequest', message)

/**
 * Throws Graph's 400 for a conditional access policy that the schema allows and the service does not: what must be said is
 * missing, controls contradict each other, or it names what is not there.
 * Source: learn.microsoft.com/graph/api/conditionalaccessroot-post-policies and the resource types below it.
 */
export function checkPolicy(tenancy: Tenancy, policy: Properties): void {
  if (typeof policy.displayName !== 'string' || policy.displayName === '')
    throw refused("The property 'displayName' is required.")
  if (policy.state === undefined) throw refused("The property 'state' is required.")
  const conditions = within(policy, 'conditions')
  if (!conditions) throw refused("The property 'conditions' is required.")
  checkApplications(within(conditions, 'applications'))
  checkPeople(tenancy, within(conditions, 'users'), within(conditions, 'clientApplications'))
  checkLocations(tenancy, within(conditions, 'locations'))
  checkControls(within(policy, 'grantControls'), within(policy, 'sessionControls'))
}

function checkApplications(applications: Properties | undefined): void {
  const said = ['includeApplications', 'includeUserActions', 'includeAuthenticationContextClassReferences']
  if (!applications || !said.some((name) => textsIn(applications, name).length > 0))
    throw refused('A policy must include applications, user actions or authentication contexts.')
  const included = textsIn(applications, 'includeApplications')
  if (included.length > 1 && included.some((id) => id === 'All' || id === 'None'))
    throw refused("'All' and 'None' must stand alone in includeApplications.")
}

function checkPeople(tenancy: Tenancy, users: Properties | undefined, workloads: Properties | undefined): void {
  const names = ['includeUsers', 'includeGroups', 'includeRoles']
  const said =
    users && (names.some((name) => textsIn(users, name).length > 0) || isObject(users.includeGuestsOrExternalUsers))
  if (!said && !workloads) throw refused('A policy must include users, groups, roles or service principals.')
  if (!users) return
  for (const side of ['include', 'exclude']) {
    for (const id of textsIn(users, `${side}Users`))
      if (GUID.test(id.toLowerCase()) ? !tenancy.findOf('user', id.toLowerCase()) : !SPECIAL.has(id))
        throw refused(`The user '${id}' of ${side}Users does not exist.`)
    for (const id of textsIn(users, `${side}Groups`))
      if (!tenancy.findOf('group', id.toLowerCase()))
        throw refused(`The group '${id}' of ${side}Groups does not exist.`)
    for (const id of textsIn(users, `${side}Roles`))
      if (!GUID.test(id.toLowerCase())) throw refused(`The role '${id}' of ${side}Roles is not a role template's id.`)
  }
}

const SPECIAL: ReadonlySet<string> = new Set(['All', 'None', 'GuestsOrExternalUsers'])

function checkLocations(tenancy: Tenancy, locations: Properties | undefined): void {
  if (!locations) return
  for (const name of ['includeLocations', 'excludeLocations'])
    for (const id of textsIn(locations, name))
      if (id !== 'All' && id !== 'AllTrusted' && !tenancy.protection.access.locations.has(id.toLowerCase()))
        throw refused(`The named location '${id}' of ${name} does not exist.`)
}

function checkControls(grant: Properties | undefined, session: Properties | undefined): void {
  if (!grant && !session) throw refused("A policy must have 'grantControls' or 'sessionControls'.")
  if (!grant) return
  const built = textsIn(grant, 'builtInControls')
  const lists = ['builtInControls', 'customAuthenticationFactors', 'termsOfUse']
  const strength = within(grant, 'authenticationStrength')
  if (lists.every((name) => textsIn(grant, name).length === 0) && !strength)
    throw refused("'grantControls' must name at least one control.")
  if (grant.operator !== 'AND' && grant.operator !== 'OR') throw refused("The operator must be 'AND' or 'OR'.")
  if (built.includes('block') && (built.length > 1 || strength))
    throw refused("'block' must be the only grant control.")
  if (built.includes('mfa') && strength) throw refused("'mfa' and an authentication strength cannot stand together.")
  if (built.includes('passwordChange') && !(grant.operator === 'AND' && (built.includes('mfa') || strength)))
    throw refused("'passwordChange' must stand together with 'mfa' under the operator 'AND'.")
  if (strength && !STRENGTHS.some(({ id }) => id === strength.id))
    throw refused(`The authentication strength '${strength.id}' does not exist.`)
}

function within(properties: Properties, name: string): Properties | undefined {
  const value: Json | undefined = properties[name]
  return isObject(value) ? value : undefined
}

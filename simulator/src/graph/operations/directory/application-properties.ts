import { type Entity, isObject, type Json, listOf, type Properties } from '../../../world/model.ts'
import type { GraphContext } from '../../call.ts'
import { badRequest, GraphError } from '../../errors.ts'
import { alreadyExists, invalidValue } from './body.ts'

/** What the service sets by itself (learn.microsoft.com/graph/api/resources/application, "Read-only"). */
export const READ_ONLY: ReadonlySet<string> = new Set([
  'appId',
  'applicationTemplateId',
  'certification',
  'createdByAppId',
  'createdDateTime',
  'deletedDateTime',
  'disabledByMicrosoftStatus',
  'id',
  'passwordCredentials',
  'publisherDomain',
  'verifiedPublisher',
])

const AUDIENCES: readonly Json[] = [
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
]

/** Checks the values of a new or changed application; `application` is undefined for a new one. */
export function checkApplication({ tenancy }: GraphContext, sent: Properties, application: Entity | undefined): void {
  if (sent.displayName === '' || sent.displayName === null) throw invalidValue('displayName', 'Application')
  if (sent.signInAudience !== undefined && !AUDIENCES.includes(sent.signInAudience))
    throw invalidValue('signInAudience', 'Application')
  const uris = Array.isArray(sent.identifierUris) ? sent.identifierUris : []
  for (const other of uris.length > 0 ? tenancy.store('application') : [])
    if (other !== application && listOf(other, 'identifierUris').some((uri) => uris.includes(uri)))
      throw alreadyExists('identifierUris')
  if (Array.isArray(sent.appRoles)) checkRoles(sent.appRoles, application ? listOf(application, 'appRoles') : [])
}

/** An enabled role cannot be taken away or changed but for being disabled first (application-update; the words are the service's own). */
function checkRoles(roles: readonly Json[], before: readonly Json[]): void {
  const known = new Map(roles.filter(isObject).map((role) => [role.id, role]))
  if (known.size !== roles.length)
    throw badRequest('Property appRoles.id is invalid: each role needs an id of its own.')
  for (const old of before.filter(isObject)) {
    const role = known.get(old.id)
    const isDisabled = old.isEnabled === false || role?.isEnabled === false
    if (isDisabled || (role && role.value === old.value)) continue
    const message = 'Permission (scope or role) cannot be deleted or updated unless disabled first.'
    throw new GraphError(400, 'CannotDeleteOrUpdateEnabledEntitlement', message)
  }
}

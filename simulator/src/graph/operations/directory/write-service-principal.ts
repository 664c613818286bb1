import { inherited, registerApplication } from '../../../world/application-registration.ts'
import { isoSeconds } from '../../../world/clock.ts'
import { putServicePrincipal } from '../../../world/consent.ts'
import { MICROSOFT_SERVICES_TENANT } from '../../../world/generate/catalogue.ts'
import { type Entity, textOf } from '../../../world/model.ts'
import { type GraphAnswer, noContent, type WriteContext } from '../../call.ts'
import { denied, GraphError } from '../../errors.ts'
import { named } from '../single.ts'
import { needApplicationWrite } from './application-rights.ts'
import { bodyOf, completed, created, propertiesSent, refuseReadOnly, requireValues } from './body.ts'
import { needRight } from './caller.ts'

/** What the service or the application behind it sets (learn.microsoft.com/graph/api/resources/serviceprincipal). */
const READ_ONLY: ReadonlySet<string> = new Set([
  'appDescription',
  'appDisplayName',
  'appId',
  'appOwnerOrganizationId',
  'applicationTemplateId',
  'createdByAppId',
  'deletedDateTime',
  'disabledByMicrosoftStatus',
  'id',
  'passwordCredentials',
  'resourceSpecificApplicationPermissions',
  'servicePrincipalType',
  'signInAudience',
  'verifiedPublisher',
])

/** learn.microsoft.com/graph/api/serviceprincipal-post-serviceprincipals: an application comes into the tenancy. */
export function createServicePrincipal(context: WriteContext): GraphAnswer {
  const { tenancy, world, now } = context
  needRight(context, 'createServicePrincipal')
  const { appId, ...sent } = propertiesSent(bodyOf(context))
  requireValues({ appId: appId ?? null }, ['appId'], 'ServicePrincipal')
  refuseReadOnly(sent, READ_ONLY)
  const wanted = String(appId).toLowerCase()
  if (tenancy.findByKey('servicePrincipal', wanted)) throw nameInUse(wanted)
  const [home, application] = applicationOf(context, wanted)
  if (home !== tenancy && !mayTakeForeign(context)) throw denied()
  const registration = world.registrations.get(wanted) ?? registerApplication(world, home, application, now)
  const principal = putServicePrincipal(tenancy, registration)
  tenancy.update(principal, { ...inherited(application), ...sent })
  return created(context, principal, 'servicePrincipals')
}

export function nameInUse(appId: string): GraphError {
  const message = `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`
  return new GraphError(409, 'Request_MultipleObjectsWithSameKeyValue', message)
}

/** The application behind an appId with its tenancy: one's own, or one of another tenancy that takes in others. */
function applicationOf({ world, tenancy }: WriteContext, appId: string) {
  for (const home of world.tenancies) {
    const application = home.findByKey('application', appId)
    if (application && (home === tenancy || application.properties.signInAudience !== 'AzureADMyOrg'))
      return [home, application] as const
  }
  const message = `The appId '${appId}' of the service principal does not reference a valid application object.`
  throw new GraphError(400, 'NoBackingApplicationObject', message)
}

/** With Application.ReadWrite.OwnedBy the application must be of the tenancy itself (permissions-reference). */
function mayTakeForeign({ token }: WriteContext): boolean {
  return (token.isAppOnly ? token.roles : token.scopes).includes('Application.ReadWrite.All')
}

/** learn.microsoft.com/graph/api/serviceprincipal-update. */
export function updateServicePrincipal(context: WriteContext): GraphAnswer {
  const principal = named(context, 'servicePrincipal')
  needPrincipalWrite(context, principal)
  const sent = propertiesSent(bodyOf(context))
  refuseReadOnly(sent, READ_ONLY)
  context.tenancy.update(principal, completed(principal, sent))
  return noContent()
}

/** learn.microsoft.com/graph/api/serviceprincipal-delete: into the recycle bin; its assignments and grants no longer stand. */
export function deleteServicePrincipal(context: WriteContext): GraphAnswer {
  const principal = named(context, 'servicePrincipal')
  needPrincipalWrite(context, principal)
  context.tenancy.remove(principal, isoSeconds(context.now))
  return noContent()
}

/** Microsoft's own services cannot be changed by anybody in the tenancy. */
export function needPrincipalWrite(context: WriteContext, principal: Entity): void {
  needApplicationWrite(context, principal)
  if (textOf(principal, 'appOwnerOrganizationId') === MICROSOFT_SERVICES_TENANT) throw denied()
}

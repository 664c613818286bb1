import { registerApplication } from '../../../world/application-registration.ts'
import { isoSeconds } from '../../../world/clock.ts'
import { textOf } from '../../../world/model.ts'
import { type GraphAnswer, noContent, type WriteContext } from '../../call.ts'
import { named } from '../single.ts'
import { certificatesIn, shownCertificates, useCertificates } from './application-credentials.ts'
import { checkApplication, READ_ONLY } from './application-properties.ts'
import { needApplicationWrite } from './application-rights.ts'
import { bodyOf, completed, created, propertiesSent, refuseReadOnly, requireValues } from './body.ts'
import { needRight, signedIn } from './caller.ts'

/** learn.microsoft.com/graph/api/application-post-applications. Whoever makes it owns it. */
export function createApplication(context: WriteContext): GraphAnswer {
  const { tenancy, random, now, world } = context
  needRight(context, 'createApplication')
  const { keyCredentials, ...sent } = propertiesSent(bodyOf(context))
  refuseReadOnly(sent, READ_ONLY)
  requireValues(sent, ['displayName'], 'Application')
  checkApplication(context, sent, undefined)
  const certificates = certificatesIn(keyCredentials === undefined ? {} : { keyCredentials })
  const application = tenancy.insert('application', random.guid(), {
    appId: random.guid(),
    appRoles: [],
    createdDateTime: isoSeconds(now),
    identifierUris: [],
    passwordCredentials: [],
    publisherDomain: tenancy.profile.domain,
    requiredResourceAccess: [],
    signInAudience: 'AzureADandPersonalMicrosoftAccount',
    tags: [],
    web: { redirectUris: [] },
    ...sent,
    keyCredentials: shownCertificates({ keyCredentials: keyCredentials ?? [] }, certificates),
  })
  registerApplication(world, tenancy, application, now)
  if (certificates) useCertificates(context, application, certificates)
  const maker = signedIn(context) ?? tenancy.findByKey('servicePrincipal', context.token.appId)
  if (maker) tenancy.link('owners', application, maker)
  return created(context, application, 'applications')
}

/** learn.microsoft.com/graph/api/application-update. */
export function updateApplication(context: WriteContext): GraphAnswer {
  const { tenancy, world, now } = context
  const application = named(context, 'application')
  needApplicationWrite(context, application)
  const sent = propertiesSent(bodyOf(context))
  refuseReadOnly(sent, READ_ONLY)
  checkApplication(context, sent, application)
  const certificates = certificatesIn(sent)
  const shown = certificates ? { keyCredentials: shownCertificates(sent, certificates) } : {}
  tenancy.update(application, { ...completed(application, sent), ...shown })
  registerApplication(world, tenancy, application, now)
  if (certificates) useCertificates(context, application, certificates)
  return noContent()
}

/** learn.microsoft.com/graph/api/application-delete: into the recycle bin, and its servicePrincipal in this tenancy with it. */
export function deleteApplication(context: WriteContext): GraphAnswer {
  const { tenancy, now } = context
  const application = named(context, 'application')
  needApplicationWrite(context, application)
  const principal = tenancy.findByKey('servicePrincipal', textOf(application, 'appId') ?? '')
  tenancy.remove(application, isoSeconds(now))
  if (principal) tenancy.remove(principal, isoSeconds(now))
  return noContent()
}

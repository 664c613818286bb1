export { microsoftError, refusedByMicrosoft } from './atrium-error.ts'
export { CloudAddressRefused, isLoopback, type MicrosoftCloud, microsoftCloud } from './cloud.ts'
export { readAdminConsent } from './entra/admin-consent.ts'
export { newHandshake } from './entra/authorize.ts'
export type { AppToken, ClientCredentialsResult } from './entra/client-credentials.ts'
export { CertificateUnusable, type Credential, signingCertificate } from './entra/credential.ts'
export { type Entra, entra } from './entra/entra.ts'
export { MetadataRejected } from './entra/metadata.ts'
export { type Refusal, refusal } from './entra/refusal.ts'
export { type RefusalReason, refusalReasons } from './entra/refusal-reasons.ts'
export { Refused } from './entra/refused.ts'
export type { AppRegistration } from './entra/registration.ts'
export { tenancySegment } from './entra/tenancy.ts'
export { type TokenCache, tokenCache } from './entra/token-cache.ts'
export { type GraphClient, graphClient } from './graph/client.ts'
export {
  AnswerLost,
  DeltaExpired,
  GraphFailure,
  GraphRefused,
  LinkRefused,
  ObjectNotFound,
  PermissionMissing,
  TokenRejected,
} from './graph/failures.ts'
export { type Meter, type Usage, usageMeter } from './graph/meter.ts'
export type { RemovedObject, UnreadableObject } from './graph/objects.ts'
export { inProcessPacers } from './graph/pacing/in-process-pacers.ts'
export { limits as graphLimits } from './graph/pacing/limits.ts'
export type { PacerRegistry } from './graph/pacing/pacer.ts'
export { sharedPacers } from './graph/pacing/shared-pacers.ts'
export type { Collection, CollectionPage } from './graph/pages.ts'
export {
  type GraphPermissionName,
  graphAppId,
  graphPermissionId,
  graphPermissionName,
} from './graph/permissions/permission-ids.ts'
export {
  oauth2PermissionGrants,
  oauth2PermissionGrantsDelta,
  servicePrincipalByAppId,
  servicePrincipalOwnersDelta,
  servicePrincipalsDelta,
} from './graph/reads/applications.ts'
export { countOf } from './graph/reads/counts.ts'
export { deltaIdsLimit } from './graph/reads/delta-start.ts'
export { appRoleAssignedTo, type ExpandedRelation, servicePrincipalOwners } from './graph/reads/expanded.ts'
export {
  administrativeUnitMembers,
  administrativeUnits,
  administrativeUnitsDelta,
  groupIds,
  groupsDelta,
} from './graph/reads/groups.ts'
export { organization, organizationTimed, subscribedSkus } from './graph/reads/organization.ts'
export {
  managersDelta,
  userDirectoryRoles,
  users,
  usersDelta,
  usersSignInActivity,
} from './graph/reads/users.ts'
export type {
  AppRoleAssignment,
  OAuth2PermissionGrant,
  OwnedObject,
  ServicePrincipal,
} from './graph/schemas/application.ts'
export type { AdministrativeUnit, AdministrativeUnitDelta, Group } from './graph/schemas/group.ts'
export type { SubscribedSku } from './graph/schemas/tenancy.ts'
export type { User, UserSignInActivity } from './graph/schemas/user.ts'
export type { DirectoryObjectReference, LinkChange } from './graph/schemas/values.ts'
export {
  createSubscription,
  deleteSubscription,
  ownSubscriptions,
  renewSubscription,
} from './graph/subscriptions.ts'
export { CredentialRefused, grantTokens } from './graph/token-source.ts'
export { type MicrosoftPorts, systemPorts } from './ports.ts'

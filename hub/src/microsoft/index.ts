export { microsoftError, refusedByMicrosoft } from './atrium-error.ts'
export { CloudAddressRefused, type MicrosoftCloud, microsoftCloud } from './cloud.ts'
export { type AdminConsentAnswer, readAdminConsent } from './entra/admin-consent.ts'
export { type Handshake, newHandshake } from './entra/authorize.ts'
export type { AppToken, ClientCredentialsResult } from './entra/client-credentials.ts'
export { CertificateUnusable, type Credential, signingCertificate } from './entra/credential.ts'
export { type Entra, entra } from './entra/entra.ts'
export type { SignedInPerson } from './entra/id-token.ts'
export { MetadataRejected } from './entra/metadata.ts'
export type { Redemption, RedemptionResult } from './entra/redeem.ts'
export { type Refusal, refusal } from './entra/refusal.ts'
export { type RefusalReason, refusalReasons, type TryAgain } from './entra/refusal-reasons.ts'
export { Refused } from './entra/refused.ts'
export type { AppRegistration } from './entra/registration.ts'
export { type TenancySegment, tenancySegment } from './entra/tenancy.ts'
export { type TokenCache, tokenCache } from './entra/token-cache.ts'
export { batchSize } from './graph/batch.ts'
export { type GraphClient, graphClient, type TimedRead } from './graph/client.ts'
export {
  type AnyGraphFailure,
  DeltaExpired,
  GraphFailure,
  GraphRefused,
  GraphThrottled,
  GraphUnavailable,
  GraphUnreadable,
  LicenceMissing,
  LinkRefused,
  ObjectNotFound,
  PermissionMissing,
  TokenRejected,
} from './graph/failures.ts'
export { type Meter, type Usage, usageMeter } from './graph/meter.ts'
export type { RemovedObject, UnreadableObject } from './graph/objects.ts'
export { type Pacer, unpaced } from './graph/pacer.ts'
export { inProcessPacers, type PacerRegistry, type Pacers } from './graph/pacers.ts'
export type { DeltaPage, GraphPage, ReadOptions } from './graph/pages.ts'
export {
  type GraphPermissionName,
  graphAppId,
  graphPermissionId,
  graphPermissionName,
} from './graph/permissions/permission-ids.ts'
export {
  applicationsDelta,
  oauth2PermissionGrants,
  servicePrincipalByAppId,
  servicePrincipalsDelta,
} from './graph/reads/applications.ts'
export { countOf } from './graph/reads/counts.ts'
export type { DeltaOptions } from './graph/reads/delta-options.ts'
export {
  appRoleAssignedTo,
  appRoleAssignments,
  type RelationPart,
  servicePrincipalOwners,
} from './graph/reads/expanded.ts'
export { administrativeUnitMembers, administrativeUnits, groupsDelta } from './graph/reads/groups.ts'
export { organization, organizationTimed, subscribedSkus } from './graph/reads/organization.ts'
export { signIns } from './graph/reads/sign-ins.ts'
export { managersDelta, userDirectoryRoles, usersDelta, usersSignInActivity } from './graph/reads/users.ts'
export type {
  Application,
  AppRoleAssignment,
  OAuth2PermissionGrant,
  ServicePrincipal,
} from './graph/schemas/application.ts'
export type { AdministrativeUnit, Group } from './graph/schemas/group.ts'
export type { DirectoryRole, Organization, SignIn, SubscribedSku } from './graph/schemas/tenancy.ts'
export type { User, UserSignInActivity } from './graph/schemas/user.ts'
export type { DirectoryObjectReference, LinkChange } from './graph/schemas/values.ts'
export type { GraphConnection } from './graph/send.ts'
export { CredentialRefused, grantTokens, type TokenSource } from './graph/token-source.ts'
export { type MicrosoftPorts, systemPorts } from './ports.ts'

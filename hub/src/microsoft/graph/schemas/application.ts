import { z } from 'zod'
import { flag, instant, linkChanges, objectId, optionalId, text, texts } from './values.ts'

export const AppRole = z.object({
  id: objectId,
  value: text,
  displayName: text,
  description: text,
  isEnabled: flag,
  allowedMemberTypes: texts,
})
const PermissionScope = z.object({
  id: objectId,
  value: text,
  adminConsentDisplayName: text,
  isEnabled: flag,
  type: text,
})
const VerifiedPublisher = z.object({ displayName: text, verifiedPublisherId: text, addedDateTime: instant }).nullish()

export const ServicePrincipal = z.object({
  id: objectId,
  appId: optionalId,
  displayName: text,
  servicePrincipalType: text,
  accountEnabled: flag,
  appOwnerOrganizationId: optionalId,
  appRoleAssignmentRequired: flag,
  applicationTemplateId: text,
  appRoles: z.array(AppRole).nullish(),
  oauth2PermissionScopes: z.array(PermissionScope).nullish(),
  verifiedPublisher: VerifiedPublisher,
  homepage: text,
  loginUrl: text,
  replyUrls: texts,
  signInAudience: text,
  tags: texts,
})
export type ServicePrincipal = z.infer<typeof ServicePrincipal>

/** A servicePrincipal of which only its owners are asked for, as changes. */
export const OwnedObject = z.object({ id: objectId, 'owners@delta': linkChanges.optional() })
export type OwnedObject = z.infer<typeof OwnedObject>

export const servicePrincipalSelect = [
  'id',
  'appId',
  'displayName',
  'servicePrincipalType',
  'accountEnabled',
  'appOwnerOrganizationId',
  'appRoleAssignmentRequired',
  'applicationTemplateId',
  'appRoles',
  'oauth2PermissionScopes',
  'verifiedPublisher',
  'homepage',
  'loginUrl',
  'replyUrls',
  'signInAudience',
  'tags',
] as const

/** When a credential of a registration ends; Graph never gives the secret itself, and the key is not kept. */
const CredentialDates = z.object({ keyId: optionalId, displayName: text, startDateTime: instant, endDateTime: instant })

export const Application = z.object({
  id: objectId,
  appId: optionalId,
  displayName: text,
  signInAudience: text,
  publisherDomain: text,
  createdDateTime: instant,
  appRoles: z.array(AppRole).nullish(),
  passwordCredentials: z.array(CredentialDates).nullish(),
  keyCredentials: z.array(CredentialDates).nullish(),
  requiredResourceAccess: z
    .array(
      z.object({
        resourceAppId: z.string(),
        resourceAccess: z.array(z.object({ id: objectId, type: text })).nullish(),
      }),
    )
    .nullish(),
  verifiedPublisher: VerifiedPublisher,
  tags: texts,
})
export type Application = z.infer<typeof Application>

export const applicationSelect = [
  'id',
  'appId',
  'displayName',
  'signInAudience',
  'publisherDomain',
  'createdDateTime',
  'appRoles',
  'passwordCredentials',
  'keyCredentials',
  'requiredResourceAccess',
  'verifiedPublisher',
  'tags',
] as const

/** Who may use an application in which role; its id is base64url text, not a GUID. */
export const AppRoleAssignment = z.object({
  id: z.string().min(1),
  appRoleId: objectId,
  principalId: objectId,
  principalType: z.string(),
  resourceId: objectId,
  createdDateTime: instant,
})
export type AppRoleAssignment = z.infer<typeof AppRoleAssignment>
export const appRoleAssignmentSelect = [
  'id',
  'appRoleId',
  'principalId',
  'principalType',
  'resourceId',
  'createdDateTime',
] as const

/** A delegated consent: of everybody (`AllPrincipals`, no principal) or of one person (`Principal`). */
export const OAuth2PermissionGrant = z.object({
  id: z.string().min(1),
  clientId: objectId,
  consentType: z.string(),
  principalId: optionalId,
  resourceId: objectId,
  scope: text,
})
export type OAuth2PermissionGrant = z.infer<typeof OAuth2PermissionGrant>

import { z } from 'zod'
import { flag, instant, objectId, optionalId, text } from './values.ts'

export const Organization = z.object({
  id: objectId,
  displayName: text,
  countryLetterCode: text,
  createdDateTime: instant,
  onPremisesSyncEnabled: flag,
  verifiedDomains: z.array(z.object({ name: z.string(), isDefault: flag, isInitial: flag })).nullish(),
})
export type Organization = z.infer<typeof Organization>

export const SubscribedSku = z.object({
  id: z.string(),
  skuId: objectId,
  skuPartNumber: text,
  appliesTo: text,
  capabilityStatus: text,
  consumedUnits: z.int().nullish(),
  prepaidUnits: z
    .object({
      enabled: z.int().nullish(),
      suspended: z.int().nullish(),
      warning: z.int().nullish(),
      lockedOut: z.int().nullish(),
    })
    .nullish(),
  servicePlans: z.array(z.object({ servicePlanId: optionalId, servicePlanName: text, appliesTo: text })).nullish(),
})
export type SubscribedSku = z.infer<typeof SubscribedSku>

/** A directory role that is active in the tenancy; `roleTemplateId` is the same in every tenancy. */
export const DirectoryRole = z.object({
  '@odata.type': z.string().optional(),
  id: objectId,
  displayName: text,
  roleTemplateId: optionalId,
})
export type DirectoryRole = z.infer<typeof DirectoryRole>

export const SignIn = z.object({
  id: z.string(),
  createdDateTime: z.iso.datetime({ offset: true }),
  userId: text,
  userPrincipalName: text,
  appId: text,
  appDisplayName: text,
  resourceId: text,
  resourceDisplayName: text,
  clientAppUsed: text,
  isInteractive: flag,
  ipAddress: text,
  status: z.object({ errorCode: z.int().nullish(), failureReason: text }).nullish(),
})
export type SignIn = z.infer<typeof SignIn>

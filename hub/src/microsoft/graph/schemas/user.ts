import { z } from 'zod'
import { flag, instant, linkChanges, objectId, optionalId, text, texts } from './values.ts'

export const AssignedLicense = z.object({ skuId: optionalId, disabledPlans: z.array(z.string()).nullish() })

/** A user as far as the hub keeps one; every attribute but `id` may be absent, a delta page may carry only `manager@delta`. */
export const User = z.object({
  id: objectId,
  displayName: text,
  givenName: text,
  surname: text,
  userPrincipalName: text,
  mail: text,
  employeeId: text,
  employeeType: text,
  employeeHireDate: instant,
  employeeLeaveDateTime: instant,
  employeeOrgData: z.object({ costCenter: text, division: text }).nullish(),
  jobTitle: text,
  department: text,
  companyName: text,
  officeLocation: text,
  city: text,
  country: text,
  usageLocation: text,
  businessPhones: texts,
  mobilePhone: text,
  accountEnabled: flag,
  userType: text,
  onPremisesSyncEnabled: flag,
  createdDateTime: instant,
  assignedLicenses: z.array(AssignedLicense).nullish(),
  'manager@delta': linkChanges.optional(),
})
export type User = z.infer<typeof User>

/** What of `User` is asked for. */
export const userAttributes = [
  'id',
  'displayName',
  'givenName',
  'surname',
  'userPrincipalName',
  'mail',
  'employeeId',
  'employeeType',
  'employeeHireDate',
  'employeeOrgData',
  'jobTitle',
  'department',
  'companyName',
  'officeLocation',
  'city',
  'country',
  'usageLocation',
  'businessPhones',
  'mobilePhone',
  'accountEnabled',
  'userType',
  'onPremisesSyncEnabled',
  'createdDateTime',
  'assignedLicenses',
] as const

/**
 * Asked for only where `User-LifeCycleInfo.Read.All` is granted, which learn.microsoft.com/graph/api/resources/user requires for it. Whether Graph
 * would refuse the whole request without it, or leave it out, is unverified; so is its place in a delta.
 */
export const userLifecycleSelect = ['employeeLeaveDateTime'] as const

/** Needs AuditLog.Read.All and Entra ID P1; never part of a delta. */
export const UserSignInActivity = z.object({
  id: objectId,
  signInActivity: z
    .object({
      lastSignInDateTime: instant,
      lastNonInteractiveSignInDateTime: instant,
      lastSuccessfulSignInDateTime: instant,
    })
    .nullish(),
})
export type UserSignInActivity = z.infer<typeof UserSignInActivity>

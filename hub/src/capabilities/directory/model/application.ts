import { z } from 'zod'
import { Instant, pageOf, Uuid } from '../../../operation/schemas.ts'
import { GroupReference, Presence } from './group.ts'

export const AppRole = z
  .object({ id: Uuid, value: z.string().nullable(), displayName: z.string().nullable(), isEnabled: z.boolean() })
  .meta({ id: 'AppRole' })

export const Application = z
  .object({
    id: Uuid.describe('Object id of the servicePrincipal'),
    appId: Uuid.nullable(),
    presence: Presence,
    displayName: z.string().nullable(),
    publisher: z.string().nullable(),
    servicePrincipalType: z.string().nullable(),
    accountEnabled: z.boolean().nullable(),
    appRoleAssignmentRequired: z.boolean().nullable(),
    homeTenantId: Uuid.nullable().describe('The tenancy that the application is registered in'),
    homepage: z.string().nullable(),
    signInAudience: z.string().nullable(),
    tags: z.array(z.string()),
    appRoles: z.array(AppRole),
    validFrom: Instant,
  })
  .meta({ id: 'Application' })
export const ApplicationPage = pageOf(Application, 'Application')

export const ApplicationReference = z
  .object({ id: Uuid, displayName: z.string().nullable() })
  .meta({ id: 'ApplicationReference' })

export const ApplicationDetail = z
  .object({
    application: Application,
    assignments: z.int(),
    owners: z.int(),
    permissionGrants: z.int(),
    firstSeenAt: Instant,
    assignmentsReadAt: Instant.nullable().describe('How old the assignments are: Graph offers no changes of them'),
    asOf: Instant.nullable(),
  })
  .meta({ id: 'ApplicationDetail' })

export const PrincipalKind = z.enum(['person', 'group', 'application']).meta({ id: 'PrincipalKind' })

export const ApplicationAssignment = z
  .object({
    id: z.string(),
    principalKind: PrincipalKind,
    principalId: Uuid,
    principalName: z.string().nullable(),
    role: AppRole.nullable().describe('null: the default access of an application without roles'),
    since: Instant,
    createdDateTime: Instant.nullable(),
  })
  .meta({ id: 'ApplicationAssignment' })
export const ApplicationAssignmentPage = pageOf(ApplicationAssignment, 'ApplicationAssignment')

export const PersonApplication = z
  .object({
    application: ApplicationReference,
    role: AppRole.nullable(),
    through: GroupReference.nullable().describe('The group that gives it; null where it was given to the person'),
    since: Instant,
  })
  .meta({
    id: 'PersonApplication',
    description:
      'Assignments to a group reach its direct members only: Entra ID does not pass them on to nested groups',
  })
export const PersonApplicationPage = pageOf(PersonApplication, 'PersonApplication')

export const ConsentType = z.enum(['everyone', 'one_person']).meta({ id: 'ConsentType' })

export const PermissionGrant = z
  .object({
    id: z.string(),
    consentType: ConsentType,
    person: z.object({ id: Uuid, displayName: z.string().nullable() }).meta({ id: 'GrantedPerson' }).nullable(),
    resource: ApplicationReference,
    scopes: z.array(z.string()),
    since: Instant,
  })
  .meta({ id: 'PermissionGrant', description: 'Delegated permissions that the application was given' })
export const PermissionGrantPage = pageOf(PermissionGrant, 'PermissionGrant')

import { z } from 'zod'
import { Instant, pageOf, Uuid } from '../../../operation/schemas.ts'

/**
 * How a person stands. Absent is Atrium's own finding: they vanished from Microsoft's answers without a word. It never
 * overwrites `accountEnabled`, and counts as disabled for everybody who asks whether the person may do something.
 */
export const PersonState = z.enum(['active', 'blocked', 'deleted', 'absent']).meta({ id: 'PersonState' })
export type PersonState = z.infer<typeof PersonState>

export const PersonReference = z
  .object({ id: Uuid, displayName: z.string().nullable() })
  .meta({ id: 'PersonReference', description: 'A person, named' })

export const Person = z
  .object({
    id: Uuid.describe("Microsoft's object id"),
    state: PersonState,
    displayName: z.string().nullable(),
    givenName: z.string().nullable(),
    surname: z.string().nullable(),
    userPrincipalName: z.string().nullable(),
    mail: z.string().nullable(),
    workEmail: z.string().nullable().describe('The canonical identifier: mail, else the user principal name'),
    employeeId: z.string().nullable(),
    employeeType: z.string().nullable(),
    employeeHireDate: Instant.nullable(),
    employeeLeaveDate: Instant.nullable(),
    jobTitle: z.string().nullable(),
    department: z.string().nullable(),
    companyName: z.string().nullable(),
    officeLocation: z.string().nullable(),
    city: z.string().nullable(),
    country: z.string().nullable(),
    usageLocation: z.string().nullable(),
    costCenter: z.string().nullable(),
    division: z.string().nullable(),
    businessPhones: z.array(z.string()),
    mobilePhone: z.string().nullable(),
    accountEnabled: z.boolean().nullable(),
    userType: z.string().nullable(),
    onPremisesSyncEnabled: z.boolean().nullable(),
    createdDateTime: Instant.nullable(),
    licenceSkuIds: z.array(Uuid),
    manager: PersonReference.nullable(),
    validFrom: Instant.describe('Since when everything above is as it is'),
  })
  .meta({ id: 'Person' })
export type Person = z.infer<typeof Person>

export const PersonPage = pageOf(Person, 'Person')

export const AttributeSource = z
  .object({
    attribute: z.string(),
    source: z.string().describe('Where it came from: `Microsoft Graph`, or `Atrium` where it is computed'),
    property: z.string().describe("The source's own name for it"),
    permission: z.string().describe('The Microsoft Graph permission that gives it'),
  })
  .meta({ id: 'AttributeSource' })

export const SignInActivity = z
  .object({ lastSignInAt: Instant.nullable(), lastNonInteractiveSignInAt: Instant.nullable(), readAt: Instant })
  .meta({ id: 'SignInActivity', description: 'The latest value only; as old as `readAt` says' })

export const Licence = z
  .object({ skuId: Uuid, name: z.string().nullable() })
  .meta({ id: 'Licence', description: 'A licence assigned to the person' })

export const PersonDetail = z
  .object({
    person: Person,
    signInActivity: SignInActivity.nullable(),
    licences: z.array(Licence),
    directReports: z.int(),
    sources: z.array(AttributeSource),
    firstSeenAt: Instant,
    asOf: Instant.nullable(),
  })
  .meta({ id: 'PersonDetail' })

export const HiddenPeople = z
  .object({
    total: z.int(),
    guests: z.int(),
    blocked: z.int(),
    absent: z.int(),
    deleted: z.int(),
    outOfScope: z.int(),
  })
  .meta({ id: 'HiddenPeople', description: 'People that the list leaves out, each counted once' })

export const PeopleCounts = z
  .object({
    shown: z.int(),
    hidden: HiddenPeople,
    explanation: z.string().describe('In words: `42 people are hidden: 30 guests, 12 blocked`'),
    asOf: Instant.nullable(),
  })
  .meta({ id: 'PeopleCounts' })

export const FacetValue = z.object({ value: z.string(), count: z.int() }).meta({ id: 'FacetValue' })
export const PeopleFacets = z
  .object({
    departments: z.array(FacetValue),
    officeLocations: z.array(FacetValue),
    countries: z.array(FacetValue),
    employeeTypes: z.array(FacetValue),
    asOf: Instant.nullable(),
  })
  .meta({ id: 'PeopleFacets', description: 'Values that people of the list have, most frequent first' })

import { parse } from 'yaml'
import { BadInput, Input } from '../input.ts'
import type { Json, Properties } from '../model.ts'

/** A tenancy as a seed file describes it; names refer to each other by what a person would write. */
export interface SeedTenancy {
  readonly displayName: string
  readonly domain: string
  readonly tenantId: string | undefined
  /** Stands in the place of the generated company. */
  readonly primary: boolean
  readonly users: readonly SeedUser[]
  readonly groups: readonly SeedGroup[]
  readonly administrativeUnits: readonly SeedUnit[]
  readonly applications: readonly SeedApplication[]
}

export interface SeedUser {
  readonly id: string | undefined
  /** Full, or only what stands before the @. */
  readonly userPrincipalName: string
  readonly manager: string | undefined
  /** Names of directory roles. */
  readonly roles: readonly string[]
  /** skuPartNumbers, e.g. `SPE_E5`. */
  readonly licences: readonly string[]
  readonly properties: Properties
}

export interface SeedGroup {
  readonly id: string | undefined
  readonly displayName: string
  readonly kind: (typeof GROUP_KINDS)[number]
  readonly membershipRule: string | undefined
  readonly members: readonly string[]
  readonly owners: readonly string[]
  readonly properties: Properties
}

export interface SeedUnit {
  readonly displayName: string
  readonly members: readonly string[]
  readonly properties: Properties
}

export interface SeedApplication {
  readonly displayName: string
  readonly appId: string | undefined
  /** Values of its app roles. */
  readonly roles: readonly string[]
  readonly owners: readonly string[]
  readonly assignments: readonly { readonly to: string; readonly role: string | undefined }[]
  readonly properties: Properties
}

export const GROUP_KINDS = ['security', 'microsoft365', 'mailEnabledSecurity', 'distribution', 'dynamic'] as const

/** Reads a seed file, YAML or JSON. Throws BadInput that says where and what to write instead. */
export function readSeedFile(text: string, file: string): SeedTenancy[] {
  let content: Json
  try {
    content = parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new BadInput(`${file} cannot be read as YAML or JSON: ${reason}`)
  }
  return at(file, () => {
    const input = new Input(content)
    const tenancies = each(input, 'tenancies', readTenancy)
    input.done()
    if (tenancies.length === 0) throw new BadInput('say `tenancies`: a list with at least one')
    if (tenancies.filter(({ primary }) => primary).length > 1) throw new BadInput('only one tenancy can be `primary`')
    return tenancies
  })
}

function readTenancy(input: Input): SeedTenancy {
  const tenancy = {
    displayName: input.text('displayName'),
    domain: input.text('domain').toLowerCase(),
    tenantId: input.optionalText('tenantId')?.toLowerCase(),
    primary: input.flag('primary', false),
    users: each(input, 'users', readUser),
    groups: each(input, 'groups', readGroup),
    administrativeUnits: each(input, 'administrativeUnits', readUnit),
    applications: each(input, 'applications', readApplication),
  }
  input.done()
  return tenancy
}

function readUser(input: Input): SeedUser {
  return {
    id: input.optionalText('id'),
    userPrincipalName: input.text('userPrincipalName'),
    manager: input.optionalText('manager'),
    roles: input.texts('roles'),
    licences: input.texts('licences'),
    properties: input.rest(),
  }
}

function readGroup(input: Input): SeedGroup {
  return {
    id: input.optionalText('id'),
    displayName: input.text('displayName'),
    kind: input.oneOf('kind', GROUP_KINDS, 'security'),
    membershipRule: input.optionalText('membershipRule'),
    members: input.texts('members'),
    owners: input.texts('owners'),
    properties: input.rest(),
  }
}

function readUnit(input: Input): SeedUnit {
  return { displayName: input.text('displayName'), members: input.texts('members'), properties: input.rest() }
}

function readApplication(input: Input): SeedApplication {
  return {
    displayName: input.text('displayName'),
    appId: input.optionalText('appId'),
    roles: input.texts('roles'),
    owners: input.texts('owners'),
    assignments: each(input, 'assignments', (one) => {
      const assignment = { to: one.text('to'), role: one.optionalText('role') }
      one.done()
      return assignment
    }),
    properties: input.rest(),
  }
}

/** Reads each object of a list; a refusal says which one it was. */
function each<T>(input: Input, name: string, read: (one: Input) => T): T[] {
  return input.objects(name).map((one, i) => at(`${name}[${i}]`, () => read(one)))
}

/** Runs a reading; a refusal begins with the place it is about. */
export function at<T>(place: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    const separator = place.endsWith(']') && /^[a-zA-Z]+\[\d+\]/.test(error.message) ? '.' : ': '
    throw new BadInput(`${place}${separator}${error.message}`)
  }
}

import { flagIn, oneIn, type RawSearch, textIn } from '../../app/search.ts'
import { chosen, instantIn, type Understood, uuidIn } from '../../parts/address-values.ts'

export const peopleSorts = ['displayName', 'userPrincipalName', 'jobTitle', 'department'] as const
export const personStates = ['active', 'blocked', 'absent', 'deleted'] as const

/** What of the list of people stands in the address, so that a view can be sent to a colleague. */
export type PeopleSearch = Understood<ReturnType<typeof read>>

const read = (raw: RawSearch) => ({
  search: textIn(raw.search),
  department: textIn(raw.department),
  officeLocation: textIn(raw.officeLocation),
  country: textIn(raw.country),
  employeeType: textIn(raw.employeeType),
  state: oneIn(raw.state, personStates),
  guests: flagIn(raw.guests),
  blocked: flagIn(raw.blocked),
  gone: flagIn(raw.gone),
  outOfScope: flagIn(raw.outOfScope),
  managerId: uuidIn(raw.managerId),
  groupId: uuidIn(raw.groupId),
  sort: oneIn(raw.sort, peopleSorts),
  asOf: instantIn(raw.asOf),
})

export const readPeopleSearch = (raw: RawSearch): PeopleSearch => read(raw)

/** The filter of the API that an address asks for. */
export const peopleFilter = (search: PeopleSearch) =>
  chosen({
    asOf: search.asOf,
    search: search.search,
    department: search.department,
    officeLocation: search.officeLocation,
    country: search.country,
    employeeType: search.employeeType,
    managerId: search.managerId,
    groupId: search.groupId,
    state: search.state ? [search.state] : undefined,
    includeGuests: search.guests,
    includeBlocked: search.blocked,
    includeGone: search.gone,
    ignoreScope: search.outOfScope,
  })

/** The filters that a person set, apart from searching, sorting and travelling: what “Clear filters” takes away. */
export const filtersSet = (search: PeopleSearch): number =>
  [
    search.department,
    search.officeLocation,
    search.country,
    search.employeeType,
    search.state,
    search.managerId,
    search.groupId,
  ].filter((value) => value !== undefined).length

/** The address without its filters, at the same instant and in the same order. */
export const withoutFilters = ({ asOf, sort }: PeopleSearch): PeopleSearch => chosen({ asOf, sort })

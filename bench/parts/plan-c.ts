/**
 * Plan C, against which a sync is held: take `$deltatoken=latest` first, read lists and id-filtered group deltas side by side, then
 * replay the saved delta. What it costs follows from how much there is, whatever plan really ran.
 *
 * Costs and page sizes: learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits (a list of users with `$select` is
 * 1 unit, as is everything that is not listed), /graph/api/user-list ($top), /graph/delta-query-groups (about 200 objects or 500
 * links a page), /graph/delta-query-overview#limitations (50 ids in a filter).
 */

/** How much there is of what a whole directory's reading costs units for. */
export interface TenancySize {
  people: number
  groups: number
  memberships: number
  groupOwners: number
  servicePrincipals: number
  grants: number
}

const LIST_PAGE = 999
const DELTA_OBJECTS = 200
const DELTA_LINKS = 500
const FILTERED_IDS = 50
/** What a chain of an id-filtered delta costs beyond the pages that its links fill: pages that are not full. */
const BROKEN_PAGES = 2

/** Of an application and tenancy with more than 500 people: 8,000 units in 10 s. */
export const UNITS_PER_SECOND = 800

const pages = (things: number, size: number): number => Math.ceil(things / size)

function groupDeltas(links: number, groups: number, brokenPages: number): number {
  const chains = pages(groups, FILTERED_IDS)
  return chains === 0 ? 0 : chains * (pages(links / chains, DELTA_LINKS) + brokenPages)
}

/** Units of everything but owners: each request of this plan costs one. */
export function unitsOfPlanC(size: TenancySize): number {
  return listsOf(size) + groupDeltas(size.memberships, size.groups, BROKEN_PAGES)
}

/** With the owners of groups, told as links on the same chains, and of service principals, asked one by one. */
export function unitsOfPlanCWithOwners(size: TenancySize): number {
  return unitsOfPlanC(size) + pages(size.groupOwners, DELTA_LINKS) + size.servicePrincipals
}

/** The least that plan C without owners could cost: every page of a chain is full. */
export function leastUnitsOfPlanC(size: TenancySize): number {
  return listsOf(size) + groupDeltas(size.memberships, size.groups, 0)
}

function listsOf({ people, groups, servicePrincipals, grants }: TenancySize): number {
  const managers = pages(people, DELTA_OBJECTS)
  const assignments = servicePrincipals
  return (
    pages(people, LIST_PAGE) +
    managers +
    pages(groups, LIST_PAGE) +
    pages(servicePrincipals, LIST_PAGE) +
    assignments +
    pages(grants, LIST_PAGE)
  )
}

/** The shortest time in which units can be spent, in seconds, when the bucket holds some at the start. */
export const floorSeconds = (units: number, held: number): number => Math.max(0, units - held) / UNITS_PER_SECOND

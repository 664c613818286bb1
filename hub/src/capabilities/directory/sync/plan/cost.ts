import type { SyncResource } from '../../facts/fact.ts'
import type { StrategyName } from '../read/strategy.ts'
import type { Cost, TenancySizes } from './run-plan.ts'

/** What decides how long reading takes. */
export interface Pace {
  /** milliseconds of one answer */
  latencyMs: number
  /** what Microsoft allows to one application in this tenancy */
  unitsPerSecond: number
}

/** without an answer to go by: what Graph takes on a good day */
export const usualLatencyMs = 150

/**
 * Requests and units of a strategy, and the longest chain in it, whose pages can only follow one another.
 * Sources: delta pages hold about 200 objects or 500 links and lists up to 999 (learn.microsoft.com/graph/delta-query-overview,
 * /graph/paging); units by learn.microsoft.com/graph/throttling-limits: users, subscribedSkus and oauth2PermissionGrants 2 to 3,
 * the rest of these 1, `$select` one less.
 */
interface Shape {
  requests: number
  units: number
  longestChain: number
}

const deltaObjects = 200
const deltaLinks = 500
const listed = 999
const narrowed = 50
const expandedPage = 100
/** an application with fewer assignments comes whole with an expanded list */
const expandCap = 20

const pages = (count: number, size: number): number => Math.max(1, Math.ceil(count / size))

const chain = (count: number, links = 0): Shape => {
  const requests = Math.max(pages(count, deltaObjects), pages(links, deltaLinks))
  return { requests, units: requests, longestChain: requests }
}

/** Chains of up to 50 objects each beside a list of `size`, after a bookmark and before what changed meanwhile. */
const parallel = (count: number, links: number, listUnits: number): Shape => {
  const lists = pages(count, listed)
  const parts = pages(count, narrowed)
  const pagesOfPart = pages(links / parts, deltaLinks)
  return {
    requests: 2 + lists + parts * pagesOfPart,
    units: 2 + lists * listUnits + parts * pagesOfPart,
    longestChain: 2 + lists + pagesOfPart,
  }
}

/** An expanded list, and by itself what has more than it shows. A guess: assignments gather on few applications. */
const expanded = (count: number, related: number): Shape => {
  const lists = pages(count, expandedPage)
  const large = Math.min(count, Math.floor(related / expandCap))
  const again = large === 0 ? 0 : Math.max(large, Math.ceil(related / listed))
  return { requests: lists + again, units: lists + again, longestChain: lists + 1 }
}

const one: Shape = { requests: 1, units: 1, longestChain: 1 }

const shapes: { readonly [resource in SyncResource]: (sizes: TenancySizes, strategy: StrategyName) => Shape } = {
  users: ({ users }, strategy) => (strategy === 'parallel' ? parallel(users, 0, 1) : chain(users)),
  groups: ({ groups, memberships }, strategy) =>
    strategy === 'parallel' ? parallel(groups, memberships, 1) : chain(groups, memberships),
  servicePrincipals: ({ servicePrincipals }) => chain(servicePrincipals),
  servicePrincipalOwners: ({ servicePrincipals }, strategy) =>
    strategy === 'expanded' ? expanded(servicePrincipals, 0) : chain(servicePrincipals),
  appRoleAssignments: ({ servicePrincipals, assignments }) => expanded(servicePrincipals, assignments),
  permissionGrants: ({ permissionGrants }, strategy) => {
    if (strategy === 'chain') return chain(permissionGrants)
    const requests = pages(permissionGrants, listed)
    return { requests, units: requests * 2, longestChain: requests }
  },
  administrativeUnits: ({ administrativeUnits }, strategy) =>
    strategy === 'list'
      ? { requests: 1 + administrativeUnits, units: 1 + administrativeUnits, longestChain: 2 }
      : chain(administrativeUnits),
  licences: () => ({ ...one, units: 3 }),
  signInActivity: ({ users }, strategy) => {
    const requests = pages(users, strategy === 'smallPages' ? 120 : 500)
    return { requests, units: requests, longestChain: requests }
  },
}

/** What a page costs besides its latency, in milliseconds: parsing and staging it. An estimate. */
const pageMs = 6

/** What reading a resource in this way should cost. What changed since last time is taken to fit on one page. */
export function costOfReading(resource: SyncResource, strategy: StrategyName, sizes: TenancySizes, pace: Pace): Cost {
  const { requests, units, longestChain } = strategy === 'changes' ? one : shapes[resource](sizes, strategy)
  const chained = (longestChain * (pace.latencyMs + pageMs)) / 1_000
  return { requests, units, seconds: Math.max(chained, units / pace.unitsPerSecond) }
}

/** Everything at once: the units add up, the waits do not. */
export function costOfAll(costs: readonly Cost[], { unitsPerSecond }: Pace): Cost {
  const units = costs.reduce((sum, cost) => sum + cost.units, 0)
  return {
    requests: costs.reduce((sum, cost) => sum + cost.requests, 0),
    units,
    seconds: Math.max(units / unitsPerSecond, ...costs.map(({ seconds }) => seconds)),
  }
}

/**
 * How many batches of 20 have to be under way so that answers which take so long use up what Microsoft allows. More would not be quicker, and
 * each is a megabyte or two in memory.
 */
export const batchesAtOnce = ({ latencyMs, unitsPerSecond }: Pace): number =>
  Math.min(16, Math.max(4, Math.ceil((unitsPerSecond * (latencyMs + batchMs)) / 1_000 / 20)))

/** what a batch of 20 takes besides its latency: twenty answers made one after the other, while their reader is busy too */
const batchMs = 250

/** Every limit of the simulated Graph in one place, each with where it is documented. Confidence: graph documentation unless marked. */

/** Page sizes. */
export const PAGES = {
  /** learn.microsoft.com/graph/api/user-list ($top): default 100, at most 999. */
  defaultSize: 100,
  maximumSize: 999,
  /** learn.microsoft.com/graph/api/user-list: `$select=signInActivity` lowers the page to 500. */
  withSignInActivity: 500,
  /** learn.microsoft.com/graph/query-parameters#expand: the outer page of an `$expand` of directory objects. */
  withExpand: 100,
  /** Ibid.: at most 20 related objects, without a nextLink. */
  expandedItems: 20,
  /** learn.microsoft.com/graph/api/signin-list: default and maximum 1,000, newest first. */
  reports: 1000,
} as const

/** learn.microsoft.com/graph/delta-query-groups and -users: a page is about 200 objects or 500 links. */
export const DELTA = {
  objectsPerPage: 200,
  linksPerPage: 500,
  /** learn.microsoft.com/graph/delta-query-overview#limitations: `$filter=id eq` takes at most 50 ids. */
  filteredIds: 50,
  /** Ibid., Token duration: 7 days for directory objects. */
  tokenLifeMs: 7 * 24 * 3_600_000,
} as const

export const BATCH = {
  /** learn.microsoft.com/graph/json-batching: at most 20 requests. */
  requests: 20,
} as const

/** learn.microsoft.com/graph/api/directoryobject-getbyids: at most 1,000 ids. */
export const GET_BY_IDS = 1000

/** learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits: units per 10 s per application and tenancy, by users. */
export const RESOURCE_UNITS = {
  windowSeconds: 10,
  tiers: [
    { below: 50, units: 3_500 },
    { below: 500, units: 5_000 },
    { below: Number.POSITIVE_INFINITY, units: 8_000 },
  ],
  /** From this share of the limit the answer carries x-ms-throttle-limit-percentage. */
  announceFrom: 0.8,
} as const

/** Ibid.: audit logs and sign-ins, 5 requests per 10 s per application and tenancy. */
export const REPORTS_RATE = { requests: 5, windowSeconds: 10 } as const

/** Ibid., "Request cost": base units per GET; whatever is not listed costs 1. Longest template first. */
export const UNIT_COSTS: readonly { readonly pattern: RegExp; readonly units: number }[] = [
  { pattern: /^\/groups\/[^/]+\/members/, units: 3 },
  { pattern: /^\/groups\/[^/]+\/transitiveMembers/, units: 5 },
  { pattern: /^\/[^/]+(\/[^/]+)?\/memberOf/, units: 2 },
  { pattern: /^\/[^/]+(\/[^/]+)?\/transitiveMemberOf/, units: 2 },
  { pattern: /^\/users\/[^/]+\/(ownedObjects|licenseDetails)/, units: 2 },
  { pattern: /\/appRoleAssignments/, units: 2 },
  { pattern: /\/oauth2PermissionGrants/, units: 2 },
  { pattern: /^\/directoryObjects\/getByIds/, units: 3 },
  { pattern: /^\/subscribedSkus/, units: 3 },
  { pattern: /^\/users\/delta/, units: 1 },
  { pattern: /^\/applications\/delta/, units: 1 },
  { pattern: /^\/(users|applications)(\/[^/]+)?$/, units: 2 },
]

/** Outlook lists and actions: learn.microsoft.com/graph/api/user-list-events, place-list, calendar-getschedule. */
export const OUTLOOK = {
  defaultSize: 10,
  maximumSize: 1000,
  places: 100,
  schedules: 20,
  /** learn.microsoft.com/graph/throttling-limits#outlook-service-limits, per application and mailbox. */
  requests: 10_000,
  windowSeconds: 600,
  concurrent: 4,
  /** Ibid.: bytes of uploads (PATCH, POST, PUT) in 5 minutes. */
  uploadBytes: 150 * 1024 * 1024,
  uploadWindowSeconds: 300,
} as const

/** How many objects one request may look at for a filtered page before it answers a short page with a nextLink. */
export const SCAN_PER_PAGE = 50_000

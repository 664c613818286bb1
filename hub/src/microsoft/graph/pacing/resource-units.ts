/**
 * Base cost in resource units by path template, for reading: learn.microsoft.com/graph/throttling-limits, "Identity and access service
 * limits". Whatever is not listed costs 1.
 */
const baseCost: readonly (readonly [template: string, units: number])[] = [
  ['users', 2],
  ['applications', 2],
  ['groups/{id}/members', 3],
  ['groups/{id}/transitiveMembers', 5],
  ['*/{id}/memberOf', 2],
  ['*/{id}/transitiveMemberOf', 2],
  ['*/{id}/ownedObjects', 2],
  ['users/{id}/licenseDetails', 2],
  ['subscribedSkus', 3],
  ['contracts', 3],
  ['oauth2PermissionGrants', 2],
  ['*/{id}/oauth2PermissionGrants', 2],
  ['*/{id}/appRoleAssignments', 2],
  ['domains/{id}/domainNameReferences', 4],
]

/** Reads that are sent as POST. They cost what is listed and change nothing. Same page. */
const postedReads: readonly (readonly [template: string, units: number])[] = [
  ['directoryObjects/getByIds', 3],
  ['*/{id}/checkMemberGroups', 4],
  ['*/{id}/getMemberGroups', 2],
  ['*/{id}/checkMemberObjects', 1],
  ['*/{id}/getMemberObjects', 1],
  ['*/validateProperties', 1],
]

type Pattern = readonly [pattern: RegExp, units: number]
const patternsOf = (templates: typeof baseCost): readonly Pattern[] =>
  templates.map(([template, units]) => [
    new RegExp(`^${template.replaceAll('{id}', '[^/]+').replaceAll('*', '[^/]+')}(/microsoft\\.graph\\.\\w+)?$`, 'i'),
    units,
  ])
const reads = patternsOf(baseCost)
const posted = patternsOf(postedReads)
const listed = (patterns: readonly Pattern[], path: string): number | undefined =>
  patterns.find(([pattern]) => pattern.test(path))?.[1]

/** What a request to the directory will cost, before it is made. */
export interface DirectoryCost {
  readonly units: number
  /** counts as a write too */
  readonly writes: boolean
}

/**
 * `$select` −1, `$expand` +1, `$top` under 20 −1, never under 1; a write costs 1, and one write. A link's `$select` is inside its token: such a
 * page is counted without it, and the header `x-ms-resource-unit` corrects the account.
 * @param path without service root and version
 */
export function directoryCost(method: string, path: string, query: URLSearchParams): DirectoryCost {
  if (method !== 'GET') {
    const units = method === 'POST' ? listed(posted, path) : undefined
    return { units: units ?? 1, writes: units === undefined }
  }
  const top = query.get('$top')
  const adjusted =
    (listed(reads, path) ?? 1) -
    (query.has('$select') ? 1 : 0) +
    (query.has('$expand') ? 1 : 0) -
    (top !== null && Number(top) < 20 ? 1 : 0)
  return { units: Math.max(1, adjusted), writes: false }
}

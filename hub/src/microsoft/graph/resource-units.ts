/** Which of Microsoft's limits a request draws on. */
export type LimitName = 'directory' | 'reports'

export interface Cost {
  readonly limit: LimitName
  /** resource units of the directory limit; requests of the reports limit */
  readonly units: number
}

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
  ['directoryObjects/getByIds', 3],
  ['*/{id}/checkMemberGroups', 4],
  ['*/{id}/getMemberGroups', 2],
]

const patterns = baseCost.map(
  ([template, units]) =>
    [
      new RegExp(`^${template.replaceAll('{id}', '[^/]+').replaceAll('*', '[^/]+')}(/microsoft\\.graph\\.\\w+)?$`, 'i'),
      units,
    ] as const,
)

/**
 * What a read will cost, before it is made: `$select` −1, `$expand` +1, `$top` under 20 −1, never under 1. Sign-in and audit logs have a
 * limit of their own, counted in requests. A link's `$select` is inside its token: such a page is counted without it, and the header
 * `x-ms-resource-unit` corrects the account.
 */
export function costOf(url: URL): Cost {
  const path = url.pathname.replace(/^\/(v1\.0|beta)\//, '').replace(/\/$/, '')
  if (/^(auditLogs|reports)\//i.test(path)) return { limit: 'reports', units: 1 }
  const base = patterns.find(([pattern]) => pattern.test(path))?.[1] ?? 1
  const query = url.searchParams
  const top = query.get('$top')
  const adjusted =
    base - (query.has('$select') ? 1 : 0) + (query.has('$expand') ? 1 : 0) - (top !== null && Number(top) < 20 ? 1 : 0)
  return { limit: 'directory', units: Math.max(1, adjusted) }
}

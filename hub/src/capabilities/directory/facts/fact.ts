/**
 * A fact is what Atrium remembers: an entity (a person, a group) or an edge (a membership, an assignment). Each has a
 * table of what is current, one of what was, and one that pages are staged in; the merge is the same for all of them.
 */
export interface Fact<Name extends string = string> {
  /** the current table; history and staging are named after it */
  table: Name
  shape: 'entity' | 'edge'
  /** what identifies it within an organisation, with PostgreSQL's types */
  key: Record<string, string>
  /** what Graph says of it, with PostgreSQL's types; a difference in any of these opens a new version */
  values: Record<string, string>
  /** the sync resource that reads it */
  resource: SyncResource
  /** of an edge: the table of the entity that it hangs on, by the first column of its key; with that one it ends */
  hangsOn?: string
}

/** What a sync run reads, in this order; each is complete or incomplete by itself. */
export const syncResources = [
  'users',
  'groups',
  'servicePrincipals',
  'servicePrincipalOwners',
  'appRoleAssignments',
  'permissionGrants',
  'administrativeUnits',
  'licences',
  'signInActivity',
] as const
export type SyncResource = (typeof syncResources)[number]

export const columnsOf = (fact: Fact): string[] => [...Object.keys(fact.key), ...Object.keys(fact.values)]

export const typeOf = (fact: Fact, column: string): string => {
  const type = fact.key[column] ?? fact.values[column]
  if (!type) throw new TypeError(`${fact.table} has no column ${column}`)
  return type
}

import type { SyncResourceProgress, SyncStatus } from '../api/contract.generated.ts'

const resources: Readonly<Record<string, string>> = {
  users: 'People',
  groups: 'Groups and memberships',
  servicePrincipals: 'Applications',
  servicePrincipalOwners: 'Owners of applications',
  appRoleAssignments: 'Who is assigned to applications',
  permissionGrants: 'Consents given to applications',
  administrativeUnits: 'Administrative units',
  licences: 'Licences',
  signInActivity: 'Last sign-ins',
}

/** Order in which a person reads them: who there is, then what hangs on it. */
export const inReadingOrder = <Row extends { resource: string }>(rows: readonly Row[]): Row[] => {
  const order = Object.keys(resources)
  const placeOf = ({ resource }: Row): number => (order.includes(resource) ? order.indexOf(resource) : order.length)
  return rows.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** What a sync reads, in words; a name that is newer than this program is shown as it is. */
export const resourceName = (resource: string): string => resources[resource] ?? resource

/** How a run stands, in words. */
export const runStatus: Record<SyncStatus, string> = {
  running: 'Running',
  completed: 'Completed',
  incomplete: 'Incomplete',
  held: 'Waits for a person',
  refused: 'Refused',
  failed: 'Failed',
}

/** How far a resource is, in words: “1,200 of about 2,500 read”. */
export function resourceProgress({ status, objectsRead, expected, explanation }: SyncResourceProgress): string {
  const count = objectsRead.toLocaleString('en')
  if (status === 'waiting') return 'Waiting'
  if (status === 'reading')
    return expected !== null && expected > objectsRead
      ? `${count} of about ${expected.toLocaleString('en')} read`
      : `${count} read`
  if (status === 'read') return `${count} read`
  if (status === 'skipped') return explanation ?? 'Not part of this connection'
  return explanation ?? 'Could not be read'
}

/** The share of a run that is done, between 0 and 1; undefined where nothing says how much there is. */
export function shareDone(
  resources: readonly SyncResourceProgress[],
  secondsLeft: number | null,
  elapsed: number | null,
): number | undefined {
  if (secondsLeft !== null && elapsed !== null && elapsed + secondsLeft > 0) return elapsed / (elapsed + secondsLeft)
  const counted = resources.filter(({ status }) => status !== 'skipped')
  if (counted.length === 0) return undefined
  const done = counted.filter(({ status }) => status === 'read' || status === 'failed').length
  return done / counted.length
}

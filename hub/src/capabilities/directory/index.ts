import type { Transaction } from '../../operation/context.ts'
import type { Operation } from '../../operation/define.ts'
import type { JobHandler } from '../../platform/jobs/jobs.ts'
import type { SyncResource } from './facts/fact.ts'
import { listActivitiesOperation } from './operations/activities.list.ts'
import { listAdministrativeUnits } from './operations/administrative-units.list.ts'
import { administrativeUnitMembers } from './operations/administrative-units.members.ts'
import { applicationAssignments } from './operations/applications.assignments.ts'
import { showApplicationHistory } from './operations/applications.history.ts'
import { listApplicationsOperation } from './operations/applications.list.ts'
import { applicationOwners } from './operations/applications.owners.ts'
import { applicationPermissionGrants } from './operations/applications.permission-grants.ts'
import { showApplication } from './operations/applications.show.ts'
import { changeDirectoryScope } from './operations/directory.change-scope.ts'
import { countDirectory } from './operations/directory.counts.ts'
import { directoryFreshness } from './operations/directory.freshness.ts'
import { showScope } from './operations/directory.scope.ts'
import { effectiveMembers } from './operations/groups.effective-members.ts'
import { showGroupHistory } from './operations/groups.history.ts'
import { listGroupsOperation } from './operations/groups.list.ts'
import { groupMembers } from './operations/groups.members.ts'
import { groupOwners } from './operations/groups.owners.ts'
import { showGroup } from './operations/groups.show.ts'
import { personApplications } from './operations/people.applications.ts'
import { countPeopleOperation } from './operations/people.counts.ts'
import { peopleFacetsOperation } from './operations/people.facets.ts'
import { personGroups } from './operations/people.groups.ts'
import { showPersonHistory } from './operations/people.history.ts'
import { listPeopleOperation } from './operations/people.list.ts'
import { showPerson } from './operations/people.show.ts'
import { planSync } from './operations/sync.plan.ts'
import { confirmHeldRun } from './operations/sync-runs.confirm.ts'
import { listHeldChanges } from './operations/sync-runs.held-changes.ts'
import { listSyncRuns } from './operations/sync-runs.list.ts'
import { followSync } from './operations/sync-runs.progress.ts'
import { refuseHeldRun } from './operations/sync-runs.refuse.ts'
import { showSyncRun } from './operations/sync-runs.show.ts'
import { startSync } from './operations/sync-runs.start.ts'
import { rereadSoon } from './sql/sync-runs.ts'
import type { Trigger } from './sync/plan/rota.ts'
import { runSync, type SyncParts } from './sync/run-sync.ts'

export { syncMergedName } from './events.ts'
export { foundBySync } from './sync/found.ts'
export type { SyncSource } from './sync/source.ts'

export interface Directory {
  operations: Operation[]
  /** brings a connection's directory up to date; of the queue `directory.sync` */
  sync: JobHandler
  /** makes sure that a connection is due, at once where it was due before; does nothing where its next sync is waiting already */
  keepScheduled(transaction: Transaction, connectionId: string): Promise<void>
  /** a connection is there, or works again: sync it now. In the transaction of the news. */
  syncSoon(transaction: Transaction, connectionId: string): Promise<void>
  /** something changed at Microsoft through Atrium that Microsoft tells no changes of: read it again now, whatever its age */
  rereadSoon(transaction: Transaction, connectionId: string, resources: readonly SyncResource[]): Promise<void>
  /** Microsoft told of a change: sync from that instant on, once however many ask for it before it begins */
  syncNotified(transaction: Transaction, connectionId: string, startAfter: Date): Promise<void>
}

const woken: readonly string[] = ['manual', 'connection', 'notification'] satisfies Trigger[]
const isWoken = (trigger = ''): trigger is 'manual' | 'connection' | 'notification' => woken.includes(trigger)

export function createDirectory(parts: SyncParts): Directory {
  const syncSoon = (transaction: Transaction, connectionId: string) =>
    transaction.enqueue(
      'directory.sync',
      { connectionId, trigger: 'connection' },
      { key: `${connectionId} now`, priority: 5 },
    )
  return {
    operations: [...operations, planSync(parts)],
    sync: ({ organisationId, connectionId = '', trigger, requestedBy, onlyChanges }, signal) =>
      runSync(
        parts,
        {
          organisationId,
          connectionId,
          trigger: isWoken(trigger) ? trigger : 'schedule',
          requestedBy: requestedBy || null,
          onlyChanges: onlyChanges === 'true',
        },
        signal,
      ),
    keepScheduled: (transaction, connectionId) =>
      transaction.enqueue('directory.sync', { connectionId, trigger: 'schedule' }, { key: connectionId }),
    syncSoon,
    async rereadSoon(transaction, connectionId, resources) {
      await transaction.run(rereadSoon, { connectionId, resources: [...resources], at: parts.clock.now() })
      await syncSoon(transaction, connectionId)
    },
    syncNotified: (transaction, connectionId, startAfter) =>
      transaction.enqueue(
        'directory.sync',
        { connectionId, trigger: 'notification' },
        { key: `${connectionId} notified`, startAfter },
      ),
  }
}

const operations: Operation[] = [
  listPeopleOperation,
  countPeopleOperation,
  peopleFacetsOperation,
  showPerson,
  personGroups,
  personApplications,
  showPersonHistory,
  listGroupsOperation,
  showGroup,
  groupMembers,
  groupOwners,
  effectiveMembers,
  showGroupHistory,
  listApplicationsOperation,
  showApplication,
  applicationAssignments,
  applicationOwners,
  applicationPermissionGrants,
  showApplicationHistory,
  listAdministrativeUnits,
  administrativeUnitMembers,
  countDirectory,
  directoryFreshness,
  showScope,
  changeDirectoryScope,
  startSync,
  followSync,
  listSyncRuns,
  showSyncRun,
  listHeldChanges,
  confirmHeldRun,
  refuseHeldRun,
  listActivitiesOperation,
]

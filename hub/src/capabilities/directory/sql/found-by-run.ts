import { statement } from '../../../platform/database/statement.ts'

/** Of which kinds a run's activities are, and when the merged run before it began; what vanished was not seen to change. */
export const foundByRun = statement<{ runId: string }, { since: Date | null; users: boolean; groups: boolean }>(`
  select
    (select max(b.started_at) from sync_run b
      where b.connection_id = r.connection_id and b.merged_at is not null and b.started_at < r.started_at) as since,
    exists (select from activity a where a.run_id = r.run_id
      and a.kind in ('person.appeared', 'person.changed', 'person.deleted', 'person.returned')) as users,
    exists (select from activity a where a.run_id = r.run_id
      and a.kind in ('group.appeared', 'group.changed', 'group.deleted', 'group.returned', 'member.joined', 'member.left')) as groups
  from sync_run r where r.run_id = :runId`)

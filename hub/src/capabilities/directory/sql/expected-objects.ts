import { statement } from '../../../platform/database/statement.ts'

/** How many objects the last whole reading of each resource found: what a whole run may expect. */
export const expectedObjects = statement<object, { count: number }>(`
  select coalesce(sum(objects_read), 0)::bigint as count from (
    select distinct on (r.resource) r.resource, r.objects_read
    from sync_run_resource r join sync_run s on s.run_id = r.run_id
    where r.mode = 'full' and r.status = 'read' and s.merged_at is not null
    order by r.resource, s.merged_at desc) latest`)

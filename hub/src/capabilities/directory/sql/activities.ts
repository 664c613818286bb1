import { statement } from '../../../platform/database/statement.ts'

export interface ActivityRow {
  activity_id: string
  at: Date
  run_id: string | null
  kind: string
  subject_type: string
  subject_id: string
  subject_name: string | null
  object_type: string | null
  object_id: string | null
  object_name: string | null
  changes: { attribute: string; from: unknown; to: unknown }[]
}

export const listActivities = statement<
  {
    kind: string | null
    subjectType: string | null
    subjectId: string | null
    runId: string | null
    search: string | null
    from: Date | null
    to: Date | null
    beforeAt: Date | null
    beforeId: string | null
    limit: number
  },
  ActivityRow
>(`
  select activity_id, at, run_id, kind, subject_type, subject_id, subject_name, object_type, object_id, object_name, changes
  from activity
  where (:kind::text is null or kind = :kind or starts_with(kind, :kind || '.'))
    and (:subjectType::text is null or subject_type = :subjectType)
    and (:subjectId::text is null or subject_id = :subjectId or object_id = :subjectId)
    and (:runId::uuid is null or run_id = :runId)
    and (:search::text is null or lower(coalesce(subject_name, '') || ' ' || coalesce(object_name, '')) like :search)
    and (:from::timestamptz is null or at >= :from)
    and (:to::timestamptz is null or at < :to)
    and (:beforeAt::timestamptz is null or (at, activity_id) < (:beforeAt, :beforeId::uuid))
  order by at desc, activity_id desc limit :limit`)

export const insertActivity = statement<
  {
    id: string
    at: Date
    runId: string | null
    kind: string
    subjectType: string
    subjectId: string
    subjectName: string | null
    objectName: string | null
  },
  unknown
>(`
  insert into activity (organisation_id, activity_id, at, run_id, kind, subject_type, subject_id, subject_name, object_name)
  values (acting_organisation(), :id, :at, :runId, :kind, :subjectType, :subjectId, :subjectName, :objectName)`)

import { statement } from '../../../platform/database/statement.ts'
import { chosen } from './chosen.ts'

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

export interface ActivityFilter {
  kind: string | null
  subjectType: string | null
  subjectId: string | null
  runId: string | null
  search: string | null
  from: Date | null
  to: Date | null
  /** the last one of the page before */
  beforeAt: Date | null
}

const conditions: Record<keyof ActivityFilter, string> = {
  kind: `(kind = :kind or starts_with(kind, :kind || '.'))`,
  subjectType: 'subject_type = :subjectType',
  subjectId: '(subject_id = :subjectId or object_id = :subjectId)',
  runId: 'run_id = :runId',
  search: `search_fold(coalesce(subject_name, '') || ' ' || coalesce(object_name, '')) like all (search_patterns(:search))`,
  from: 'at >= :from',
  to: 'at < :to',
  beforeAt: '(at, activity_id) < (:beforeAt, :beforeId::uuid)',
}

/** The statement of a page, newest first, made of what this filter asks for. */
export const listActivities = (filter: ActivityFilter) =>
  statement<ActivityFilter & { beforeId: string | null; limit: number }, ActivityRow>(`
    select activity_id, at, run_id, kind, subject_type, subject_id, subject_name, object_type, object_id, object_name, changes
    from activity
    where ${['true', ...chosen(conditions, { ...filter })].join(' and ')}
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

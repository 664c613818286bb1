import { statement } from '../../../platform/database/statement.ts'

export interface HeldRow {
  kind: 'person' | 'membership' | 'assignment'
  id: string
  name: string | null
  detail: string
  sort_key: string
}

/** What a held run would take away, in the order of kinds and names. */
export const heldChanges = statement<{ runId: string; afterKey: string | null; limit: number }, HeldRow>(`
  select kind, id, name, detail, sort_key from sync_run_loss
  where run_id = :runId and sort_key > coalesce(:afterKey, '')
  order by sort_key limit :limit`)

/** Once a person has decided, the list is of no more use. */
export const forgetLosses = statement<{ runId: string }, unknown>(`delete from sync_run_loss where run_id = :runId`)

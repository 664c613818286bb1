import { statement } from '../../../platform/database/statement.ts'

interface Params {
  connectionId: string
  name: string | null
  scheduleMinutes: number | null
  guardAtLeast: number | null
  guardPercent: number | null
}

/** Changes what is given and leaves the rest. */
export const configure = statement<Params, unknown>(`
  update connection set name = coalesce(:name, name), schedule_minutes = coalesce(:scheduleMinutes, schedule_minutes),
    guard_at_least = coalesce(:guardAtLeast, guard_at_least), guard_percent = coalesce(:guardPercent, guard_percent)
  where connection_id = :connectionId`)

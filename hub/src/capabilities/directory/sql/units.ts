import { statement } from '../../../platform/database/statement.ts'
import { asOf } from '../facts/as-of.ts'

export interface UnitRow {
  administrative_unit_id: string
  presence: 'present' | 'absent' | 'deleted'
  display_name: string | null
  description: string | null
  valid_from: Date
  sort_name: string
}

export const listUnits = statement<
  { at: Date; afterName: string | null; afterId: string | null; limit: number },
  UnitRow
>(`
  select u.* from ${asOf('administrative_unit', 'u')}
  where u.presence = 'present' and (:afterName::text is null or (u.sort_name, u.administrative_unit_id) > (:afterName, :afterId::uuid))
  order by u.sort_name, u.administrative_unit_id limit :limit`)

export const unitsByIds = statement<{ at: Date; ids: string[] }, UnitRow>(`
  select u.* from ${asOf('administrative_unit', 'u')} where u.administrative_unit_id = any (:ids)`)

import { statement } from '../../../platform/database/statement.ts'
import { asOf, pageAsOf } from '../facts/as-of.ts'

type Params = { at: Date; groupIds: string[]; limit: number } & Record<string, unknown>
interface EffectiveRow {
  person_id: string
  sort_name: string
  /** the ones of these groups that they are directly in */
  direct_in: string[]
}

const inThese = `m.group_id = any (:groupIds) and m.member_type = 'user'`
const groupsOf = `select array_agg(m.group_id order by m.group_id) from ${asOf('group_member', 'm')}
  where m.member_id = p.person_id and ${inThese}`

/**
 * People in any of these groups, by name. They are collected and sorted; where they are many, people are gone through by name
 * instead, and each asked for their groups, until there are enough.
 */
export function peopleInGroups({ goesOn, isHuge }: { goesOn: boolean; isHuge: boolean }) {
  const order = { by: ['sort_name', 'person_id'], goesOn }
  // asked row by row: as a join it would collect all memberships first
  const isIn = `(select true from ${asOf('group_member', 'm')} where m.member_id = p.person_id and ${inThese} limit 1)`
  const found = `p.person_id in (select m.member_id from ${asOf('group_member', 'm')} where ${inThese})`
  const page = isHuge
    ? pageAsOf('person', 'p', { where: [isIn], order })
    : pageAsOf('person', 'p', { where: [found], order, way: 'gathered' })
  return statement<Params, EffectiveRow>(`
    select p.person_id, p.sort_name, (${groupsOf}) as direct_in from ${page} order by p.sort_name, p.person_id`)
}

export const countPeopleInGroups = statement<{ at: Date; groupIds: string[] }, { count: number }>(`
  select count(*) from (select m.member_id from ${asOf('group_member', 'm')} where ${inThese} group by m.member_id) m`)

import { statement } from '../../../platform/database/statement.ts'
import { asOf, pageAsOf, pointedTo } from '../facts/as-of.ts'

export interface MemberRow {
  id: string
  type: string
  name: string | null
  detail: string | null
  since: Date
  sort_name: string
}

interface Edge {
  table: string
  /** the end whose list it is */
  own: string
  id: string
  type: string
}

interface Page {
  /** only of this kind, in Graph's words */
  kind: string | null
  goesOn: boolean
  /** whether so many hang on it that people are better met in the order of their names than collected and sorted */
  isHuge: boolean
}

type Params = { at: Date; ownId: string; limit: number } & Record<string, unknown>

/** What stands at the other end of an edge, by name. */
const linked =
  ({ table, own, id, type }: Edge) =>
  ({ kind, goesOn, isHuge }: Page) => {
    const page = 'order by l.sort_name, l.id limit :limit'
    const gathered = (only: string) => `
      select * from (
        select e.${id} as id, e.${type} as type, e.valid_from as since,
          coalesce(p.display_name, g.display_name, s.display_name) as name, coalesce(p.work_email, g.kind) as detail,
          coalesce(p.sort_name, g.sort_name, s.sort_name, '') as sort_name
        from ${asOf(table, 'e')}
        ${pointedTo('person', 'p', `e.${type} = 'user' and p.person_id = e.${id}`)}
        ${pointedTo('directory_group', 'g', `e.${type} = 'group' and g.group_id = e.${id}`)}
        ${pointedTo('service_principal', 's', `e.${type} = 'servicePrincipal' and s.service_principal_id = e.${id}`)}
        where e.${own} = :ownId ${only}) l
      ${goesOn ? 'where (l.sort_name, l.id) > (:after0, :after1::uuid)' : ''} ${page}`
    const ofKind = kind === null ? '' : `and e.${type} = :kind`
    if (!isHuge || (kind !== null && kind !== 'user')) return statement<Params, MemberRow>(gathered(ofKind))
    // a subquery that is asked row by row: as a join it would collect all edges first
    const edge = (what: string) =>
      `(select ${what} from ${asOf(table, 'e')} where e.${own} = :ownId and e.${id} = p.person_id and e.${type} = 'user' limit 1)`
    const people = `
      select p.person_id as id, 'user' as type, ${edge('e.valid_from')} as since, p.display_name as name, p.work_email as detail, p.sort_name
      from ${pageAsOf('person', 'p', { where: [edge('true')], order: { by: ['sort_name', 'person_id'], goesOn } })}`
    const rest = kind === null ? `union all (${gathered(`and e.${type} <> 'user'`)})` : ''
    return statement<Params, MemberRow>(`select * from ((${people}) ${rest}) l ${page}`)
  }

export type LinkedList = ReturnType<typeof linked>

const members: Edge = { table: 'group_member', own: 'group_id', id: 'member_id', type: 'member_type' }
const unitMembers = { ...members, table: 'administrative_unit_member', own: 'administrative_unit_id' }
const owners: Edge = { table: 'group_owner', own: 'group_id', id: 'owner_id', type: 'owner_type' }
const applicationOwners = { ...owners, table: 'service_principal_owner', own: 'service_principal_id' }

export const membersOfGroup = linked(members)
export const membersOfUnit = linked(unitMembers)
export const ownersOfGroup = linked(owners)
export const ownersOfApplication = linked(applicationOwners)

export const countLinks = (table: string, key: string) =>
  statement<{ at: Date; ownId: string }, { count: number }>(`
    select count(*) from ${asOf(table, 'e')} where e.${key} = :ownId`)

/** The same, but no further than `:most`. */
export const countLinksUpTo = (table: string, key: string) =>
  statement<{ at: Date; ownIds: string[]; most: number }, { count: number }>(`
    select count(*) from (select from ${asOf(table, 'e')} where e.${key} = any (:ownIds) limit :most) e`)

export const countMembersUpTo = countLinksUpTo('group_member', 'group_id')

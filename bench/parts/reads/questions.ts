import type pg from 'pg'
import { lastMerge, mergedAt } from '../large-directory/fill.ts'
import type { Sizes } from '../large-directory/sizes.ts'

/** One read: how it is asked over HTTP, and which rows an independent query says it must answer with. */
export interface Question {
  name: string
  path: string
  /** the ids of the answer's items in their order, by a query that shares nothing with the program's */
  truth?: { sql: string; values: unknown[] }
  /** asked among the steady mix, so many times in a hundred */
  weight?: number
}

const past = mergedAt(27.25).toISOString()
const now = mergedAt(lastMerge)

/** Everybody whom a list shows by default, as plainly as it can be said; the owner asks, so nothing hides a row. */
const people = (at: string) => `
  select * from person where valid_from <= ${at} union all
  select * from person_history where valid_from <= ${at} and valid_to > ${at}`
const listed = `presence = 'present' and account_enabled is not false and user_type is distinct from 'Guest'`

function page(condition: string, order: string, values: unknown[], at = now) {
  const columns = `person_id, presence, account_enabled, user_type, display_name, user_principal_name, mail, job_title, department, employee_id`
  const from = people('$1').replaceAll('select *', `select ${columns}`)
  return {
    sql: `select person_id as id from (${from}) p where ${listed} and ${condition} order by ${order}, person_id limit 50`,
    values: [at, ...values],
  }
}

const byName = `lower(coalesce(display_name, ''))`
const said = `lower(concat_ws(E'\\n', display_name, user_principal_name, mail, job_title, department, employee_id))`
const searchFor = (words: string, at = now) =>
  page(
    words
      .split(' ')
      .map((_, nth) => `strpos(${said}, $${nth + 2}) > 0`)
      .join(' and '),
    byName,
    words.toLowerCase().split(' '),
    at,
  )

/** The reads that are measured. Deep pages begin where the first pages of as many people would end. */
export async function questions(owner: pg.Client, { people: all, groups }: Sizes): Promise<Question[]> {
  const one = async (sql: string): Promise<string> => {
    const { rows } = await owner.query<{ id: string }>(sql)
    const [row] = rows
    if (row === undefined) throw new Error(`nothing found: ${sql}`)
    return row.id
  }
  const id = (kind: string, nth: number) => one(`select md5('${kind} ${nth}')::uuid as id`)
  const [root, huge, small, person] = [
    await id('group', 1),
    await id('group', 2),
    await id('group', Math.ceil(groups * 0.8)),
    await id('person', Math.ceil(all * 0.7)),
  ]
  const application = await id('application', 1)
  const list = (name: string, query: string, truth?: Question['truth'], weight?: number): Question => ({
    name,
    path: `/v1/people?limit=50${query}`,
    ...(truth && { truth }),
    ...(weight !== undefined && { weight }),
  })
  const search = (name: string, words: string, weight?: number) =>
    list(`search, ${name}`, `&search=${encodeURIComponent(words)}`, searchFor(words), weight)
  return [
    list('people, first page', '', page('true', byName, []), 25),
    list(
      'people, by user principal name',
      '&sort=userPrincipalName',
      page('true', `lower(coalesce(user_principal_name, ''))`, []),
      2,
    ),
    list('people, by title', '&sort=jobTitle', page('true', `lower(coalesce(job_title, '')), ${byName}`, []), 2),
    list(
      'people, by department',
      '&sort=department',
      page('true', `lower(coalesce(department, '')), ${byName}`, []),
      2,
    ),
    list(
      'people, of a department',
      `&department=${encodeURIComponent('Sales North')}`,
      page(`department = $2`, byName, ['Sales North']),
      5,
    ),
    list('people, as of the past', `&asOf=${past}`, page('true', byName, [], new Date(past)), 5),
    list('people, of a huge group', `&groupId=${root}`),
    search('1 letter', 'a', 2),
    search('2 letters', 'an', 2),
    search('2 letters, no hit', 'qx'),
    search('3 letters', 'mar', 3),
    search('frequent', 'engineer', 3),
    search('a common name', 'mark', 3),
    search('a surname', 'dahlfeld', 5),
    search('two words', 'dahlfeld halara', 5),
    search('an address', 'wenic.ulmere6', 5),
    search('no hit', 'nosuchname', 3),
    search('another script', 'дарина', 1),
    list('search, as of the past', `&search=dahlfeld&asOf=${past}`, searchFor('dahlfeld', new Date(past)), 2),
    { name: 'person', path: `/v1/people/${person}`, weight: 10 },
    { name: "a person's groups with paths", path: `/v1/people/${person}/groups`, weight: 5 },
    { name: "a person's groups, as of the past", path: `/v1/people/${person}/groups?asOf=${past}`, weight: 2 },
    { name: "a person's history", path: `/v1/people/${person}/history`, weight: 2 },
    { name: 'effective members, small', path: `/v1/groups/${small}/effective-members`, weight: 5 },
    {
      name: 'effective members, huge',
      path: `/v1/groups/${huge}/effective-members`,
      truth: membersOf(huge, now),
      weight: 1,
    },
    {
      name: 'effective members, huge and nested',
      path: `/v1/groups/${root}/effective-members`,
      truth: membersOf(root, now),
    },
    {
      name: 'effective members, huge, past',
      path: `/v1/groups/${huge}/effective-members?asOf=${past}`,
      truth: membersOf(huge, new Date(past)),
    },
    { name: 'members, huge', path: `/v1/groups/${huge}/members`, weight: 1 },
    { name: 'groups', path: '/v1/groups', weight: 5 },
    { name: 'groups, search', path: '/v1/groups?search=sales%20team', weight: 3 },
    { name: 'applications', path: '/v1/applications', weight: 2 },
    { name: 'assignments of an application', path: `/v1/applications/${application}/assignments` },
    { name: 'people counts', path: '/v1/people-counts', weight: 1 },
    { name: 'people facets', path: '/v1/people-facets', weight: 1 },
  ]
}

/** Everybody in a group and in those nested in it, by name. */
const membersOf = (groupId: string, at: Date) => ({
  sql: `
    with recursive edge as materialized (
      select group_id, member_id, member_type from group_member where valid_from <= $1 union all
      select group_id, member_id, member_type from group_member_history where valid_from <= $1 and valid_to > $1),
    inside as (
      select $2::uuid as group_id
      union select e.member_id from inside i join edge e on e.group_id = i.group_id where e.member_type = 'group')
    select person_id as id from (${people('$1').replaceAll('select *', 'select person_id, display_name')}) p
    where person_id in (select e.member_id from edge e join inside i on i.group_id = e.group_id)
    order by ${byName}, person_id limit 50`,
  values: [at, groupId],
})

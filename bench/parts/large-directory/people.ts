import type { Fill } from './fill.ts'
import { countries, departments, employeeTypes, jobTitles, latinNames, offices, otherNames } from './names.ts'

/**
 * People in the order of their keys, as a merge inserts them. Some two in a hundred have a closed version; one in thirty came
 * after the first import; some are guests, blocked, absent or deleted.
 */
export async function fillPeople({ query, sizes }: Fill): Promise<void> {
  await query(
    `create temporary table made_person on commit drop as
     select n, pg_temp.person_id(n) as person_id, given, surname,
       case when pg_temp.pick(n, 10, 10) = 0 then 'Guest' else 'Member' end as user_type,
       lower(translate(given || '.' || surname, 'éøüöØ', 'eouoo')) || n as alias,
       pg_temp.pick(n, 11, 50) = 0 as has_changed, pg_temp.pick(n, 12, 30) = 0 as came_later,
       pg_temp.merged_at(pg_temp.pick(n, 13, 59) + 1) as moved_at
     from (select n, pg_temp.pick(n, 1, 40) = 0 as is_other from generate_series(1, $1::bigint) n) person
     cross join lateral (select
       case when is_other then ($4::text[])[1 + pg_temp.pick(n, 2, cardinality($4::text[]))]
         else ($2::text[])[1 + pg_temp.skewed(n, 2, cardinality($2::text[]))] end as given,
       case when is_other then ($5::text[])[1 + pg_temp.pick(n, 3, cardinality($5::text[]))]
         else ($3::text[])[1 + pg_temp.skewed(n, 3, cardinality($3::text[]))] end as surname) named`,
    [sizes.people, latinNames.given, latinNames.surnames, otherNames.given, otherNames.surnames],
  )
  const columns = (department: string, title: string, presence: string) => `
    pg_temp.organisation_id(), person_id, ${presence}, given || ' ' || surname, given, surname, upn, upn, 'E' || lpad(n::text, 7, '0'),
    ($4::text[])[1 + pg_temp.skewed(n, 6, cardinality($4::text[]))], ($1::text[])[1 + pg_temp.skewed(n, ${department}, cardinality($1::text[]))],
    ($2::text[])[1 + pg_temp.skewed(n, ${title}, cardinality($2::text[]))], ($3::text[])[1 + pg_temp.skewed(n, 7, cardinality($3::text[]))],
    ($5::text[])[1 + pg_temp.skewed(n, 8, cardinality($5::text[]))], pg_temp.pick(n, 9, 12) > 0, user_type,
    array['+99 555 ' || lpad(n::text, 7, '0')], 'Example', pg_temp.merged_at(0) - interval '1 day' * pg_temp.pick(n, 14, 4000)`
  const names = `organisation_id, person_id, presence, display_name, given_name, surname, user_principal_name, mail, employee_id,
    employee_type, department, job_title, office_location, country, account_enabled, user_type, business_phones, company_name, created_date_time`
  const from = `(select *, case user_type when 'Guest' then alias || '_partner.example#EXT#@atrium.example' else alias || '@atrium.example' end as upn
    from made_person) made`
  const values = [departments, jobTitles, offices, employeeTypes, countries]
  await query(
    `insert into person (${names}, valid_from, opened_by)
     select ${columns('4', '5', `case when has_changed and n % 7 = 0 then case when n % 2 = 0 then 'absent' else 'deleted' end else 'present' end`)},
       case when has_changed or came_later then moved_at else pg_temp.merged_at(0) end, pg_temp.run_id()
     from ${from} order by 2`,
    values,
  )
  await query(
    `insert into person_history (${names}, valid_from, opened_by, valid_to, closed_by)
     select ${columns('24', '25', `'present'`)}, pg_temp.merged_at(0), pg_temp.run_id(), moved_at, pg_temp.run_id()
     from ${from} where has_changed order by 2`,
    values,
  )
  await query(`
    insert into person_manager (organisation_id, person_id, manager_id, valid_from, opened_by)
    select pg_temp.organisation_id(), person_id, pg_temp.person_id((n - 2) / 8 + 1),
      case when came_later then moved_at else pg_temp.merged_at(0) end, pg_temp.run_id()
    from made_person where n > 1 order by 2`)
  await query(`
    insert into person_manager_history (organisation_id, person_id, manager_id, valid_from, opened_by, valid_to, closed_by)
    select pg_temp.organisation_id(), person_id, pg_temp.person_id(n / 16 + 1), pg_temp.merged_at(0) - interval '1 hour',
      pg_temp.run_id(), pg_temp.merged_at(0), pg_temp.run_id()
    from made_person where n % 50 = 0 order by 2`)
  await query(`
    insert into sign_in_activity (organisation_id, person_id, last_sign_in_at, read_at)
    select pg_temp.organisation_id(), person_id, pg_temp.merged_at(pg_temp.pick(n, 15, 60)), pg_temp.merged_at(60)
    from made_person where n % 10 = 0 order by 2`)
}

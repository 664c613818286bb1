import type { Fill } from './fill.ts'
import { departments, groupKinds } from './names.ts'
import { groupSizes, nestedGroups, nesting } from './sizes.ts'

/**
 * Groups, the first of them in trees of six levels, and who is in them. A group's people are an arithmetic progression over
 * all people, whose step shares no factor with their number, so that nobody is in it twice; somebody before its beginning
 * had left it, where the history says so.
 */
export async function fillGroups({ query, sizes }: Fill): Promise<void> {
  const { groups, people, memberships } = sizes
  const sized = groupSizes(groups, people, memberships - nestedGroups(groups))
  await query(
    `create temporary table made_group on commit drop as
     select g, pg_temp.group_id(g) as group_id, size, 1 + pg_temp.pick(g, 40, $2) as first,
       ($3::bigint[])[1 + pg_temp.pick(g, 41, cardinality($3::bigint[]))] as step,
       case when g <= $4 and (g - 1) % $5 > 0 then g - (g - 1) % $5 + ((g - 1) % $5 - 1) / $6 end as outer_g
     from (select row_number() over (order by case when rank = 1 then 0 else 1 end, hashint8extended(rank, 42)) + 1 as shuffled, size
       from unnest($1::int[]) with ordinality as s (size, rank)) s
     -- the largest of all is the second group, right below the first root
     cross join lateral (select case when shuffled > cardinality($1::int[]) then 1 else shuffled end as g) numbered`,
    [
      sized,
      people,
      primes.filter((prime) => people % prime > 0),
      nesting.trees * nesting.tree,
      nesting.tree,
      nesting.children,
    ],
  )
  await query(
    `insert into directory_group (organisation_id, group_id, presence, display_name, description, mail, mail_enabled,
       security_enabled, group_types, created_date_time, valid_from, opened_by)
     select pg_temp.organisation_id(), group_id, case when g % 200 = 0 then 'deleted' else 'present' end,
       ($1::text[])[1 + pg_temp.pick(g, 43, cardinality($1::text[]))] || ' ' || ($2::text[])[1 + pg_temp.pick(g, 44, cardinality($2::text[]))] || ' ' || g,
       'Group number ' || g, case when g % 3 = 0 then 'group' || g || '@atrium.example' end, g % 3 = 0, g % 3 < 2 or g % 4 = 0,
       case when g % 3 = 0 and g % 4 > 0 then array['Unified'] else '{}'::text[] end, pg_temp.merged_at(0) - interval '1 day' * (g % 900),
       pg_temp.merged_at(0), pg_temp.run_id()
     from made_group order by 2`,
    [departments, groupKinds],
  )
  await query(
    `insert into directory_group_history (organisation_id, group_id, presence, display_name, group_types, mail_enabled,
       security_enabled, valid_from, opened_by, valid_to, closed_by)
     select pg_temp.organisation_id(), group_id, 'present', 'Former name ' || g, '{}', false, true,
       pg_temp.merged_at(0) - interval '1 hour', pg_temp.run_id(), pg_temp.merged_at(0), pg_temp.run_id()
     from made_group where g % 50 = 0 order by 2`,
  )
  await query(
    `insert into group_member (organisation_id, group_id, member_id, member_type, valid_from, opened_by)
     select pg_temp.organisation_id(), group_id, member_id, member_type,
       case when pg_temp.pick(k + g, 45, 25) = 0 then pg_temp.merged_at(1 + pg_temp.pick(k + g, 46, 59)) else pg_temp.merged_at(0) end,
       pg_temp.run_id()
     from (
       select g, k, group_id, pg_temp.person_id(1 + (first - 1 + k * step) % $1) as member_id, 'user' as member_type
       from made_group cross join lateral generate_series(0::bigint, size - 1) k
       union all
       select g, 0, pg_temp.group_id(outer_g), group_id, 'group' from made_group where outer_g is not null) m
     order by 2, 3`,
    [people],
  )
  await query(
    `insert into group_member_history (organisation_id, group_id, member_id, member_type, valid_from, opened_by, valid_to, closed_by)
     select pg_temp.organisation_id(), group_id, pg_temp.person_id(1 + (first - 1 + k * step) % $1), 'user', pg_temp.merged_at(0),
       pg_temp.run_id(), pg_temp.merged_at(1 + pg_temp.pick(k + g, 47, 59)), pg_temp.run_id()
     from made_group cross join lateral generate_series(size::bigint, size + size / 50 - 1) k where size + size / 50 < $1
     order by 2, 3`,
    [people],
  )
  await query(
    `insert into group_owner (organisation_id, group_id, owner_id, owner_type, valid_from, opened_by)
     select pg_temp.organisation_id(), group_id, pg_temp.person_id(1 + pg_temp.pick(g, 48, $1)), 'user', pg_temp.merged_at(0), pg_temp.run_id()
     from made_group order by 2`,
    [people],
  )
}

/** Steps through the people; those that divide their number are left out. */
const primes = [7919, 104_729, 611_953, 746_773, 1_299_709, 15_485_863]

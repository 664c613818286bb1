import type { Fill } from './fill.ts'
import { applicationKinds, offices } from './names.ts'

/** Applications and who is assigned to them: people and groups, the first applications far more than the last. */
export async function fillApplications({ query, sizes }: Fill): Promise<void> {
  const role = `'00000000-0000-0000-0000-000000000001'`
  await query(
    `insert into service_principal (organisation_id, service_principal_id, presence, app_id, display_name, publisher,
       service_principal_type, account_enabled, app_role_assignment_required, tags, app_roles, valid_from, opened_by)
     select pg_temp.organisation_id(), pg_temp.application_id(a), 'present', md5('app ' || a)::uuid,
       ($2::text[])[1 + pg_temp.pick(a, 60, cardinality($2::text[]))] || ' ' || ($3::text[])[1 + pg_temp.pick(a, 61, cardinality($3::text[]))] || ' ' || a,
       'Example Software', 'Application', true, true, array['WindowsAzureActiveDirectoryIntegratedApp'],
       jsonb_build_array(jsonb_build_object('id', ${role}, 'displayName', 'User', 'value', 'user', 'isEnabled', true)),
       pg_temp.merged_at(0), pg_temp.run_id()
     from generate_series(1, $1::bigint) a order by 2`,
    [sizes.applications, offices, applicationKinds],
  )
  await query(
    `insert into app_role_assignment (organisation_id, assignment_id, resource_id, principal_id, principal_type, app_role_id,
       created_date_time, valid_from, opened_by)
     select pg_temp.organisation_id(), md5('assignment ' || s), pg_temp.application_id(1 + pg_temp.skewed(s, 62, $2)),
       case when s % 5 = 0 then pg_temp.group_id(1 + pg_temp.pick(s, 63, $3)) else pg_temp.person_id(1 + pg_temp.pick(s, 64, $4)) end,
       case when s % 5 = 0 then 'Group' else 'User' end, ${role}, pg_temp.merged_at(0), pg_temp.merged_at(0), pg_temp.run_id()
     from generate_series(1, $1::bigint) s order by 2`,
    [sizes.assignments, sizes.applications, sizes.groups, sizes.people],
  )
}

import type pg from 'pg'
import { installationTables } from '../../src/layers.ts'
import { applicationRole, lookupRole, searchRole } from '../../src/platform/database/roles.ts'

/** One rule of isolation, as a query over PostgreSQL's catalogue that returns what breaks it: a name and what is wrong. */
interface Rule {
  name: string
  sql: string
}

/** Tables of `public`, plain and partitioned, with whether they are an organisation's. $1: the installation's tables. */
const tables = `
  tables as (
    select c.oid, c.relname::text as name, c.relrowsecurity, c.relforcerowsecurity, c.relowner,
      not c.relname::text = any ($1::text[]) as is_organisations
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'f'))`

const privileges = `'select, insert, update, delete, truncate, references, trigger, maintain'`
const application = `'${applicationRole}'`

/** Every definer function of ours, whoever it belongs to; those of extensions are their own. */
const definers = `
  select p.oid, p.oid::regprocedure::text as name, p.proowner, p.proconfig, p.proacl
  from pg_proc p where p.prosecdef and p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)`

export const isolationRules: readonly Rule[] = [
  {
    name: 'what the application can reach is behind forced row-level security',
    sql: `with ${tables} select name, 'has no forced row-level security' as fault from tables
      where has_table_privilege(${application}, oid, ${privileges}) and not (relrowsecurity and relforcerowsecurity)`,
  },
  {
    name: 'what the application can reach has a policy for it',
    sql: `with ${tables} select name, 'has no policy for ${applicationRole}' as fault from tables t
      where has_table_privilege(${application}, oid, ${privileges}) and not exists (
        select from pg_policy p where p.polrelid = t.oid and p.polpermissive
          and (p.polroles @> array[${application}::regrole::oid] or p.polroles @> array[0::oid]))`,
  },
  {
    name: 'a table is an organisation’s, or stands in the list of the installation’s',
    sql: `with ${tables} select name, 'has neither organisation_id uuid not null nor a place in installationTables' as fault
      from tables t where is_organisations and not exists (
        select from pg_attribute a where a.attrelid = t.oid and a.attname = 'organisation_id' and a.attnotnull
          and a.atttypid = 'uuid'::regtype)`,
  },
  {
    name: 'an organisation’s table is isolated by its organisation',
    sql: `with ${tables} select name, 'has no forced row-level security by organisation_id' as fault from tables t
      where is_organisations and not (relrowsecurity and relforcerowsecurity and exists (
        select from pg_policy p where p.polrelid = t.oid and p.polcmd = '*' and p.polpermissive
          and pg_get_expr(p.polqual, p.polrelid) like '%organisation_id = %acting_organisation()%'
          and pg_get_expr(p.polwithcheck, p.polrelid) like '%organisation_id = %acting_organisation()%'))`,
  },
  {
    name: 'what stands in the list of the installation’s tables is there',
    sql: `select listed as name, 'stands in installationTables and is no table' as fault
      from unnest($1::text[]) as listed where to_regclass('public.' || quote_ident(listed)) is null`,
  },
  {
    name: 'primary and unique keys of organisations’ tables start with organisation_id',
    sql: `with ${tables} select t.name, i.indexrelid::regclass || ' is unique and does not start with organisation_id' as fault
      from tables t join pg_index i on i.indrelid = t.oid
      left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
      where t.is_organisations and (i.indisunique or i.indisexclusion) and a.attname is distinct from 'organisation_id'`,
  },
  {
    name: 'an organisation’s table has a primary key',
    sql: `with ${tables} select name, 'has no primary key' as fault from tables t
      where is_organisations and name not like 'staged\\_%'
        and not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)`,
  },
  {
    name: 'foreign keys between organisations’ tables start with organisation_id on both sides',
    sql: `with ${tables} select t.name, k.conname || ' does not start with organisation_id on both sides' as fault
      from pg_constraint k join tables t on t.oid = k.conrelid join tables f on f.oid = k.confrelid
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
      where k.contype = 'f' and t.is_organisations and f.is_organisations
        and not (a.attname = 'organisation_id' and b.attname = 'organisation_id')`,
  },
  {
    name: 'the application owns and alters nothing',
    sql: `select c.oid::regclass::text as name, 'is owned or alterable by ${applicationRole}' as fault from pg_class c
      where c.relnamespace not in ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace, 'information_schema'::regnamespace)
        and c.relpersistence <> 't' and pg_has_role(${application}, c.relowner, 'member')
      union all
      select c.oid::regclass::text, 'can be emptied, tied to or triggered by ${applicationRole}' from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'f')
        and has_table_privilege(${application}, c.oid, 'truncate, references, trigger')
      -- MAINTAIN neither shows nor changes a row: what is filled in bulk is put in order by whoever filled it
      union all
      select c.oid::regclass::text, 'is maintained by ${applicationRole} though it is no fact' from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'f')
        and has_table_privilege(${application}, c.oid, 'maintain') and to_regclass('staged_batch_' || c.relname) is null
      union all
      select nspname::text, 'is a schema that ${applicationRole} may create in' from pg_namespace
      where nspname !~ '^pg_(toast_)?temp' and has_schema_privilege(${application}, oid, 'create')
      union all
      select p.oid::regprocedure::text, 'belongs to ${applicationRole}' from pg_proc p
      where pg_has_role(${application}, p.proowner, 'member')`,
  },
  {
    name: 'a view shows no more than the one who asks may see',
    sql: `select c.oid::regclass::text as name, 'is a view with its owner’s eyes' as fault from pg_class c
      where c.relnamespace = 'public'::regnamespace and has_table_privilege(${application}, c.oid, 'select')
        and (c.relkind = 'm' or c.relkind = 'v' and not coalesce(c.reloptions, '{}') && '{security_invoker=true,security_invoker=on}')`,
  },
  {
    // where pg_temp is not named it is searched first, and a temporary table would stand in for the real one
    name: 'a definer function has a search path of its own',
    sql: `select name, 'is SECURITY DEFINER without a fixed search_path that ends in pg_temp' as fault from (${definers}) d
      where not exists (select from unnest(coalesce(proconfig, '{}')) as setting
        where setting like 'search\\_path=%' and setting not like '%$user%' and setting like '%, pg_temp')`,
  },
  {
    name: 'a definer function can be executed only by those it was granted to',
    sql: `select name, 'is SECURITY DEFINER and executable by public' as fault from (${definers}) d
      where proacl is null or exists (select from aclexplode(proacl) g where g.grantee = 0 and g.privilege_type = 'EXECUTE')`,
  },
  {
    name: 'a definer function belongs to a role that only looks up or searches',
    sql: `select name, 'is SECURITY DEFINER with more rights than to look up or search' as fault from (${definers}) d
      where proowner not in ('${lookupRole}'::regrole, '${searchRole}'::regrole)`,
  },
  {
    name: 'the roles that run can do no more than they were granted',
    sql: `select rolname::text as name, 'is superuser, bypasses row-level security, makes roles or databases, or logs in without need' as fault
      from pg_roles where rolname in (${application}, '${lookupRole}', '${searchRole}')
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolcanlogin <> (rolname = ${application}))
      union all
      select ${application}, 'is a member of ' || roleid::regrole from pg_auth_members where member = ${application}::regrole`,
  },
  {
    name: 'those that look up and search can read, and nothing else',
    sql: `with ${tables} select t.name, 'can be written by ' || r.role as fault
      from tables t cross join (values ('${lookupRole}'), ('${searchRole}')) as r (role)
      where has_table_privilege(r.role, t.oid, 'insert, update, delete, truncate, references, trigger, maintain')`,
  },
  {
    name: 'nobody else’s tables stand beside ours',
    sql: `select c.oid::regclass::text as name, 'stands outside public and pgboss' as fault from pg_class c
      where c.relkind in ('r', 'p', 'f', 'v', 'm') and c.relpersistence <> 't' and c.relnamespace not in
        (select oid from pg_namespace where nspname in ('public', 'pgboss', 'pg_catalog', 'information_schema', 'pg_toast'))`,
  },
]

/** What breaks the rules of isolation in this database, as sentences: `person: has no forced row-level security`. */
export async function isolationFaults(owner: Pick<pg.Client, 'query'>): Promise<string[]> {
  const found: string[] = []
  for (const { sql } of isolationRules) {
    const values = sql.includes('$1') ? [Object.keys(installationTables)] : []
    const { rows } = await owner.query<{ name: string; fault: string }>(sql, values)
    found.push(...rows.map(({ name, fault }) => `${name}: ${fault}`))
  }
  return found.sort()
}

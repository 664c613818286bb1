import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { isolationFaults } from '../testing/whole/catalogue.ts'

let database: TestDatabase
let owner: pg.Client
beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client({ connectionString: database.adminUrl, application_name: 'tests: catalogue' })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

test('the schema keeps every rule of isolation', async () => {
  expect(await isolationFaults(owner)).toEqual([])
})

const table = 'create table bad (organisation_id uuid not null, id uuid not null, primary key (organisation_id, id))'
const isolated = `${table}; call isolate_by_organisation('bad')`
const definer = (more: string) =>
  `create function bad_look_up() returns uuid language sql security definer ${more} as 'select null::uuid'`

test.each([
  ['a table without row-level security', table, 'bad: has no forced row-level security by organisation_id'],
  [
    'a table without row-level security that the application reads',
    `${table}; grant select on bad to atrium_app`,
    'bad: has no forced row-level security',
  ],
  [
    'row-level security that its owner escapes',
    `${isolated}; alter table bad no force row level security`,
    'bad: has no forced row-level security',
  ],
  ['a table without a policy', `${isolated}; drop policy organisation on bad`, 'bad: has no policy for atrium_app'],
  [
    'a policy that lets everything through',
    `${table}; alter table bad enable row level security; alter table bad force row level security;
     create policy all_of_it on bad to atrium_app using (true) with check (true)`,
    'bad: has no forced row-level security by organisation_id',
  ],
  [
    'a table of nobody’s',
    'create table bad (id uuid primary key)',
    'bad: has neither organisation_id uuid not null nor a place in installationTables',
  ],
  [
    'an organisation that may be missing',
    'create table bad (organisation_id uuid, id uuid primary key)',
    'bad: has neither organisation_id uuid not null nor a place in installationTables',
  ],
  [
    'a table on the list that is gone',
    'drop table sign_in_attempt',
    'sign_in_attempt: stands in installationTables and is no table',
  ],
  [
    'a primary key over all organisations',
    'alter table licence drop constraint licence_pkey, add primary key (sku_id)',
    'licence: licence_pkey is unique and does not start with organisation_id',
  ],
  [
    'a unique index over all organisations',
    'create unique index bad_index on person (person_id, organisation_id)',
    'person: bad_index is unique and does not start with organisation_id',
  ],
  [
    'a unique expression over all organisations',
    'create unique index bad_index on person (lower(display_name), organisation_id)',
    'person: bad_index is unique and does not start with organisation_id',
  ],
  ['a table without a primary key', 'alter table licence drop constraint licence_pkey', 'licence: has no primary key'],
  [
    'a foreign key into another organisation',
    `${isolated}; create unique index on outbox (outbox_id); alter table bad add constraint bad_key foreign key (id) references outbox (outbox_id)`,
    'bad: bad_key does not start with organisation_id on both sides',
  ],
  [
    'a table of the application’s',
    'alter table person owner to atrium_app',
    'person: is owned or alterable by atrium_app',
  ],
  [
    'an owner that the application belongs to',
    'grant atrium_lookup to atrium_app; alter table person owner to atrium_lookup',
    'person: is owned or alterable by atrium_app',
  ],
  [
    'a table that the application may empty, past its policies',
    'grant truncate on person to atrium_app',
    'person: can be emptied, tied to or triggered by atrium_app',
  ],
  [
    'a schema that the application may create in',
    'grant create on schema public to atrium_app',
    'public: is a schema that atrium_app may create in',
  ],
  [
    'a function of the application’s',
    "create function bad() returns int language sql as 'select 1'; alter function bad owner to atrium_app",
    'bad(): belongs to atrium_app',
  ],
  [
    'a view with its owner’s eyes',
    'create view bad as select * from person; grant select on bad to atrium_app',
    'bad: is a view with its owner’s eyes',
  ],
  [
    'a definer function whose names its caller can bend',
    definer(''),
    'bad_look_up(): is SECURITY DEFINER without a fixed search_path that ends in pg_temp',
  ],
  [
    'a definer function that looks in its caller’s schema',
    definer('set search_path = "$user", public'),
    'bad_look_up(): is SECURITY DEFINER without a fixed search_path that ends in pg_temp',
  ],
  [
    'a definer function that a temporary table can deceive',
    definer('set search_path = public'),
    'bad_look_up(): is SECURITY DEFINER without a fixed search_path that ends in pg_temp',
  ],
  [
    'a definer function for everybody',
    definer('set search_path = public'),
    'bad_look_up(): is SECURITY DEFINER and executable by public',
  ],
  [
    'a definer function with a superuser’s rights',
    definer('set search_path = public'),
    'bad_look_up(): is SECURITY DEFINER with more rights than to look up or search',
  ],
  [
    'an application that bypasses row-level security',
    'alter role atrium_app bypassrls',
    'atrium_app: is superuser, bypasses row-level security, makes roles or databases, or logs in without need',
  ],
  [
    'an application that is superuser',
    'alter role atrium_app superuser',
    'atrium_app: is superuser, bypasses row-level security, makes roles or databases, or logs in without need',
  ],
  [
    'an application in another role',
    'grant pg_read_all_data to atrium_app',
    'atrium_app: is a member of pg_read_all_data',
  ],
  ['a look-up that writes', 'grant insert on session to atrium_lookup', 'session: can be written by atrium_lookup'],
  [
    'a table in a schema of its own',
    'create schema elsewhere; create table elsewhere.bad (id uuid)',
    'elsewhere.bad: stands outside public and pgboss',
  ],
])('%s is found', async (_, mutation, fault) => {
  // The roles belong to the whole cluster, but nobody else sees what is never committed.
  await owner.query('begin')
  try {
    await owner.query(mutation)
    expect(await isolationFaults(owner)).toContain(fault)
  } finally {
    await owner.query('rollback')
  }
})

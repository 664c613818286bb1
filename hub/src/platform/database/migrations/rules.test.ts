import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { headerOf } from './header.ts'
import { migrationFaults } from './rules.ts'
import { sqlStatements } from './sql-statements.ts'

const migrations = new URL('../../../../migrations/', import.meta.url)
/** The last migration from before there were rules. */
const before = '000007'

test('every migration lets processes of the release before go on, or says why not', async () => {
  const judged: Record<string, string[]> = {}
  for (const name of (await readdir(migrations)).filter((one) => one.slice(0, 6) > before))
    judged[name] = migrationFaults(await readFile(new URL(name, migrations), 'utf8'))
  expect(Object.entries(judged).filter(([, faults]) => faults.length > 0)).toEqual([])
})

test.each([
  ['a column is dropped', 'alter table person drop column city'],
  ['a column is renamed', 'alter table person rename column city to town'],
  ['a column is renamed without the word', 'alter table person rename city to town'],
  ['a table is dropped', 'drop table activity'],
  [
    'a table is dropped by a statement that is put together',
    "do $$ begin execute format('drop table %I', 'activity'); end $$",
  ],
  ['a type is changed', 'alter table person alter column city type varchar(80)'],
  ['a column may not be null any more', 'alter table person alter column city set not null'],
  ['a column must be given', 'alter table person add column town text not null'],
  ['a right is taken away', 'revoke update on person from atrium_app'],
])('%s: refused outside a contract step', (_, sql) => {
  expect(migrationFaults(sql).join()).toContain('breaks processes of the release before')
  expect(migrationFaults(`-- Contract: 000012\n${sql};`)).toEqual([])
})

test.each([
  ['an index is built', 'create index person_city on person (organisation_id, city)'],
  ['a constraint is checked at once', "alter table person add constraint person_city check (city <> '')"],
  [
    'a foreign key is checked at once',
    'alter table activity add foreign key (organisation_id) references organisation',
  ],
  ['a key is added', 'alter table person add constraint person_mail unique (organisation_id, mail)'],
  [
    'a column is worked out for each row',
    'alter table person add column town text generated always as (lower(city)) stored',
  ],
  ['a default differs from row to row', 'alter table person add column tag uuid default gen_random_uuid()'],
  ['all rows are changed', "update person set city = 'x'"],
])('%s: refused unless the header says how long', (_, sql) => {
  expect(migrationFaults(sql).join()).toContain('locks a table for as long as it is large')
  expect(migrationFaults(`-- Locks: person, two seconds for a million people.\n${sql};`)).toEqual([])
})

test.each([
  [
    'a new table with its index',
    'create table door (organisation_id uuid not null); create index door_of on door (organisation_id);',
  ],
  ['a column that may be null', 'alter table person add column town text'],
  ['a column with a constant default', 'alter table person add column steps integer not null default 0'],
  ['a constraint for what comes', "alter table person add constraint person_city check (city <> '') not valid"],
  [
    'an index that lets writers in',
    '-- No transaction: an index on a large table.\ncreate index concurrently person_city on person (city);',
  ],
  [
    'a right for a new function',
    'revoke execute on function look_up_door from public; grant execute on function look_up_door to atrium_app',
  ],
])('%s: allowed', (_, sql) => {
  expect(migrationFaults(sql)).toEqual([])
})

test('an index that is built concurrently cannot be built in a transaction', () => {
  expect(migrationFaults('create index concurrently person_city on person (city)').join()).toContain('No transaction')
})

test('statements end where PostgreSQL ends them', () => {
  const script = `
    -- a comment; with a semicolon
    create function f() returns text language sql as $f$ select 'a;b'; select ';'; $f$;
    insert into note values ('it''s; fine'); /* ; */
    create function g() returns int begin atomic select 1; select 2; end;
    select "odd;name" from t`
  expect(sqlStatements(script).map((one) => one.slice(0, 22))).toEqual([
    'create function f() re',
    'insert into note value',
    'create function g() re',
    'select "odd;name" from',
  ])
})

test('the header is what is said before the first statement', () => {
  const header = headerOf(
    '-- Does this and that. Locks: person, for a second.\n-- Contract: 000009\nselect 1; -- No transaction: x',
  )
  expect(header).toEqual({ locks: 'person, for a second', contract: '000009', isInTransaction: true })
})

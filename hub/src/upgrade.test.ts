import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { syncNow } from '../testing/whole/connect.ts'
import { danglingEdges } from '../testing/whole/dangling.ts'
import { type ImportedHub, importedHub } from '../testing/whole/imported-hub.ts'
import { applyMigration } from './platform/database/migrations/apply.ts'
import type { Migration } from './platform/database/migrations/files.ts'
import { headerOf } from './platform/database/migrations/header.ts'
import { migrationFaults } from './platform/database/migrations/rules.ts'
import { processName, requireSchema } from './platform/database/migrations/schema.ts'

let whole: ImportedHub
let database: pg.Client

const connected = async (): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: whole.hub.adminUrl, application_name: 'tests: upgrade' })
  await client.connect()
  return client
}

beforeAll(async () => {
  whole = await importedHub(60)
})
afterAll(() => whole.close())
beforeEach(async () => {
  database = await connected()
})
afterEach(async () => {
  await database.query(`delete from schema_migration where name like '9%'`)
  await database.end()
})

/** A migration of a later release. */
const later = (sql: string): Migration => ({
  name: `9${randomUUID().slice(0, 5)}_later.sql`,
  sql,
  sha256: 'of a later release',
  ...headerOf(sql),
})

/** Every kind of change that a release may make while processes of the release before go on. */
const expand = `
  create table door (organisation_id uuid not null references organisation, door_id uuid not null, primary key (organisation_id, door_id));
  call isolate_by_organisation('door');
  create index door_of on door (organisation_id);
  alter table person add column town text;
  alter table person_history add column town text;
  alter table sync_run add column steps integer not null default 0;
  alter table sync_run drop constraint sync_run_status_check;
  alter table sync_run add constraint sync_run_status_check
    check (status in ('running', 'completed', 'incomplete', 'held', 'refused', 'failed', 'paused')) not valid;`

test('a worker in the middle of a sync finishes it on a schema that grew under it', async () => {
  const { microsoft, owner, connectionId } = whole
  expect(migrationFaults(expand)).toEqual([])
  await microsoft.control('random', { count: 20 })
  await microsoft.control('fault', { pathPattern: '/groups/delta', times: 1, effect: { delayMs: 1_500 } })
  await microsoft.control('clear-requests', {})
  const asked = microsoft.control('await-request', { service: 'graph', pathPattern: '/users/delta' })
  const synced = syncNow(owner, connectionId)
  await asked
  await applyMigration(database, later(expand))
  expect((await database.query(`select from sync_run where status = 'running'`)).rowCount).toBe(1)
  const runId = await synced
  const { rows } = await database.query<{ people: number; steps: number }>(
    `select (select count(*)::int from person where presence = 'present') as people, steps from sync_run where run_id = $1`,
    [runId],
  )
  const truth = await microsoft.control('counts')
  expect(rows[0]).toMatchObject({ steps: 0 })
  expect(truth).toMatchObject({ users: { total: rows[0]?.people } })
  expect((await danglingEdges(database)).found).toEqual([])
})

test('an index that lets writers in is built without a transaction', async () => {
  const sql = `-- No transaction: person may be large.
    drop index concurrently if exists person_city; create index concurrently person_city on person (organisation_id, city);`
  await applyMigration(database, later(sql))
  const { rows } = await database.query<{ valid: boolean }>(
    `select indisvalid as valid from pg_index where indexrelid = 'person_city'::regclass`,
  )
  expect(rows).toEqual([{ valid: true }])
})

test('a migration that waits for a lock lets the others pass, and is done when its turn comes', async () => {
  const reader = await connected()
  await reader.query('begin; select from person limit 1')
  const pid = (await database.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid
  const applied = applyMigration(database, later('alter table person add column village text'))
  // its wait has ended at least once: nobody queues behind it any more
  const watcher = await connected()
  for (let gaveUp = false; !gaveUp; ) {
    const { rows } = await watcher.query<{ query: string }>('select query from pg_stat_activity where pid = $1', [pid])
    gaveUp = rows[0]?.query === 'rollback'
  }
  await reader.query('commit')
  await applied
  const { rowCount } = await watcher.query(`select village from person limit 1`)
  expect(rowCount).toBe(1)
  await reader.end()
  await watcher.end()
})

test('a contract step waits until no process of an older release is connected', async () => {
  const old = new pg.Client({ connectionString: whole.hub.adminUrl, application_name: processName('000001') })
  await old.connect()
  const contract = later('-- Contract: 000002\nalter table person drop column if exists town;')
  await expect(applyMigration(database, contract)).rejects.toMatchObject({ code: 'older_processes' })
  await old.end()
  await expect
    .poll(() =>
      applyMigration(database, contract).then(
        () => 'applied',
        () => 'refused',
      ),
    )
    .toBe('applied')
})

test('a program does not start on a schema that lacks what it needs', async () => {
  await database.query('begin')
  const { rows } = await database.query<{ name: string; sha256: string }>(
    'delete from schema_migration where name = (select max(name) from schema_migration) returning name, sha256',
  )
  await database.query('commit')
  await expect(requireSchema(whole.hub.applicationUrl)).rejects.toMatchObject({ code: 'schema_older' })
  await database.query('insert into schema_migration (name, sha256) values ($1, $2)', [rows[0]?.name, rows[0]?.sha256])
  await expect(requireSchema(whole.hub.applicationUrl)).resolves.toBe(rows[0]?.name.slice(0, 6))
})

test('a program starts on a schema that is newer by additions, and not on one that took away what it needs', async () => {
  const note = 'insert into schema_migration (name, sha256, contract) values ($1, $2, $3)'
  await database.query(note, ['999998_added.sql', 'x', null])
  await expect(requireSchema(whole.hub.applicationUrl)).resolves.toMatch(/^\d{6}$/)
  await database.query(note, ['999999_took_away.sql', 'x', '999998'])
  await expect(requireSchema(whole.hub.applicationUrl)).rejects.toMatchObject({ code: 'schema_newer' })
})

import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../testing/index.ts'
import { AtriumError } from '../../kernel/errors.ts'
import { connectDatabase, type Database } from './database.ts'
import { migrate } from './migrate.ts'
import { MigrationRefused } from './migrations/refused.ts'
import { statement } from './statement.ts'

let testing: TestDatabase
let database: Database
beforeAll(async () => {
  testing = await testDatabase()
  database = connectDatabase(testing.applicationUrl)
})
afterAll(async () => {
  await database.close()
  await testing.drop()
})

/** for a hang, not for slowness */
const patient = { timeout: 30_000 }

const asOwner = async (sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: testing.adminUrl })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

const one = '01900000-0000-7000-8000-000000000001'
const other = '01900000-0000-7000-8000-000000000002'
const insert = statement<{ id: string; at: Date }, unknown>(`
  insert into organisation (organisation_id, name, created_at) values (:id, 'One', :at)`)
const names = statement<object, { name: string }>('select name from organisation')
const rename = statement<{ name: string }, unknown>('update organisation set name = :name')

describe('a statement', () => {
  test('numbers its parameters by first use, and leaves casts and slices alone', () => {
    const made = statement<{ a: string; b: string }, unknown>(`select :b::text, :a, :b, 'x'::text, (array[:a])[1:2]`)
    expect(made).toEqual({ text: `select $1::text, $2, $1, 'x'::text, (array[$2])[1:2]`, names: ['b', 'a'] })
  })
})

describe('a transaction', () => {
  test('sees and writes the rows of its own organisation alone', async () => {
    await database.write({ organisationId: one }, (writer) => writer.run(insert, { id: one, at: new Date() }))
    expect(await database.read({ organisationId: one }, (reader) => reader.rows(names, {}))).toEqual([{ name: 'One' }])
    expect(await database.read({ organisationId: other }, (reader) => reader.rows(names, {}))).toEqual([])
    expect(await database.read({}, (reader) => reader.rows(names, {}))).toEqual([])
    const intrusion = database.write({ organisationId: other }, (writer) =>
      writer.run(insert, { id: one, at: new Date() }),
    )
    await expect(intrusion).rejects.toThrow(/row-level security/)
  })

  test('leaves no organisation behind for the next one on the same connection', async () => {
    const single = connectDatabase(testing.applicationUrl, { maxConnections: 1 })
    await single.read({ organisationId: one }, (reader) => reader.rows(names, {}))
    expect(await single.read({}, (reader) => reader.rows(names, {}))).toEqual([])
    await single.close()
  })

  test('that reads cannot write', async () => {
    const work = database.read({ organisationId: one }, (reader) => reader.rows(rename, { name: 'Two' }))
    await expect(work).rejects.toThrow(/read-only transaction/)
  })

  test('that fails leaves nothing', async () => {
    const work = database.write({ organisationId: one }, async (writer) => {
      await writer.run(rename, { name: 'Two' })
      throw new Error('half way')
    })
    await expect(work).rejects.toThrow('half way')
    expect(await database.read({ organisationId: one }, (reader) => reader.rows(names, {}))).toEqual([{ name: 'One' }])
  })

  test('is repeated where PostgreSQL chose it to end a deadlock', async () => {
    let tries = 0
    await database.write({ organisationId: one }, async (writer) => {
      tries += 1
      if (tries < 3) throw Object.assign(new Error('deadlock detected'), { code: '40P01' })
      await writer.run(rename, { name: 'One' })
    })
    expect(tries).toBe(3)
  })

  test('refuses what is no organisation id before it reaches PostgreSQL', async () => {
    await expect(database.read({ organisationId: "x'; drop table organisation" }, async () => 0)).rejects.toThrow(
      TypeError,
    )
  })

  test('without a database says so in a sentence', async () => {
    const nowhere = connectDatabase('postgres://atrium_app:x@127.0.0.1:1/atrium')
    await expect(nowhere.read({}, async () => 0)).rejects.toThrow(AtriumError)
    await nowhere.close()
  })
})

describe('a connection that breaks', () => {
  test('while a transaction holds it fails that transaction alone', async () => {
    const pid = statement<object, { pid: number }>('select pg_backend_pid() as pid')
    const work = database.read({}, async (reader) => {
      const held = await reader.first(pid, {})
      await asOwner(`select pg_terminate_backend(${held?.pid}, 10000)`)
      // the end of the connection reaches this process by itself, while nothing is asked of it
      await new Promise((resolve) => setTimeout(resolve, 50))
      return reader.first(pid, {})
    })
    await expect(work).rejects.toThrow()
    expect(await database.read({ organisationId: one }, (reader) => reader.rows(names, {}))).toEqual([{ name: 'One' }])
  })

  test('while it listens is made anew, however often that fails at first', async () => {
    const failures: string[] = []
    const watched = connectDatabase(testing.applicationUrl, { onError: ({ message }) => failures.push(message) })
    const heard: string[] = []
    const stop = await watched.listen('atrium_test', (payload) => heard.push(payload))
    const client = new pg.Client({ connectionString: testing.adminUrl })
    await client.connect()
    const named = new URL(testing.adminUrl).pathname.slice(1)
    await client.query(`alter database ${named} connection limit 0`)
    await client.query(
      `select pg_terminate_backend(pid, 10000) from pg_stat_activity where application_name = 'atrium listener' and datname = current_database()`,
    )
    await expect
      .poll(() => failures.filter((one) => one.includes('too many connections')).length, patient)
      .toBeGreaterThan(1)
    await client.query(`alter database ${named} connection limit -1`)
    await expect
      .poll(async () => {
        await client.query(`notify atrium_test, 'again'`)
        return heard
      }, patient)
      .toContain('again')
    await client.end()
    await stop()
    await watched.close()
  })
})

describe('migrate', () => {
  test('run again changes nothing', async () => {
    expect((await migrate(testing.adminUrl)).applied).toEqual([])
  })

  test('refuses a schema that is newer than the program', async () => {
    await asOwner(`insert into schema_migration (name, sha256) values ('999999_future.sql', 'x')`)
    await expect(migrate(testing.adminUrl)).rejects.toMatchObject({
      code: 'schema_newer',
    } satisfies Partial<MigrationRefused>)
    await asOwner(`delete from schema_migration where name = '999999_future.sql'`)
  })

  test('refuses a migration that was altered after it ran', async () => {
    await asOwner(`update schema_migration set sha256 = 'altered' where name = '000001_isolation.sql'`)
    await expect(migrate(testing.adminUrl)).rejects.toThrow(MigrationRefused)
  })
})

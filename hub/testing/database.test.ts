import { Client } from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from './database.ts'

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: 'left open on purpose' })
  // The forced drop ends this connection from the server's side.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

test('two test databases know nothing of each other', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()])
  const client = await connect(one.adminUrl)
  await client.query('create table only_here (a integer)')
  await client.end()
  const stranger = await connect(other.adminUrl)
  const found = await stranger.query("select to_regclass('only_here') as name")
  await stranger.end()
  expect(found.rows).toEqual([{ name: null }])
  await one.drop()
  await other.drop()
})

test('the application connects as a role that cannot bypass row-level security', async () => {
  const database = await testDatabase()
  const client = await connect(database.applicationUrl)
  const found = await client.query('select rolsuper, rolbypassrls from pg_roles where rolname = current_user')
  await client.end()
  expect(found.rows).toEqual([{ rolsuper: false, rolbypassrls: false }])
  await database.drop()
})

test('a connection left open fails the drop and is named', async () => {
  const database = await testDatabase()
  const client = await connect(database.adminUrl)
  await expect(database.drop()).rejects.toThrow(/left open on purpose/)
  await client.end()
})

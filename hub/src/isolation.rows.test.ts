import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { insertSample, type OwnedTable, ownedTables } from '../testing/whole/sample-rows.ts'
import { installationTables } from './layers.ts'

/** Two of each: organisations, or people, whose rows stand in every table side by side. */
const [mine, theirs] = [randomUUID(), randomUUID()]

let database: TestDatabase
let owner: pg.Client
let application: pg.Client
let tables: OwnedTable[]
beforeAll(async () => {
  database = await testDatabase()
  const connect = async (connectionString: string) => {
    const client = new pg.Client({ connectionString, application_name: 'tests: rows' })
    await client.connect()
    return client
  }
  owner = await connect(database.adminUrl)
  application = await connect(database.applicationUrl)
  tables = await ownedTables(owner)
  // Rows of every table without what they refer to: no trigger runs, those of foreign keys included.
  await owner.query('set session_replication_role = replica')
  for (const table of tables) for (const id of [mine, theirs]) await insertSample(owner, table, id)
})
afterAll(async () => {
  await owner.end()
  await application.end()
  await database.drop()
})

/** As the application, in a transaction that acts for `id`, or for nobody; whatever it does is undone. */
async function acting<T>(table: OwnedTable, id: string | undefined, work: () => Promise<T>): Promise<T> {
  await application.query('begin')
  try {
    const setting = table.owner === 'account_id' ? 'app.account_id' : 'app.organisation_id'
    await application.query('select set_config($1, $2, true)', [setting, id ?? ''])
    return await work()
  } finally {
    await application.query('rollback')
  }
}

/** Tries something with every table and gives the tables with which it did not go as it should. */
async function tried(id: string | undefined, expectedOf: (table: OwnedTable) => Promise<boolean>): Promise<string[]> {
  const wrong: string[] = []
  for (const table of tables) if (!(await acting(table, id, () => expectedOf(table)))) wrong.push(table.name)
  return wrong
}

const seen = async ({ name, owner: column }: OwnedTable, id?: string): Promise<number> => {
  const { rows } = await application.query<{ count: string }>(
    `select count(*) from ${name} ${id === undefined ? '' : `where ${column} = '${id}'`}`,
  )
  return Number(rows[0]?.count)
}

const may = async (privilege: 'insert' | 'delete', { name }: OwnedTable): Promise<boolean> => {
  const { rows } = await application.query<{ may: boolean }>('select has_table_privilege($1, $2) as may', [
    name,
    privilege,
  ])
  return rows[0]?.may === true
}

/** The columns that the application may change. */
const updatable = async ({ name, columns }: OwnedTable): Promise<string[]> => {
  const { rows } = await application.query<{ name: string }>(
    `select name from unnest($2::text[]) as name where has_column_privilege($1, name, 'update')`,
    [name, columns.map((column) => column.name)],
  )
  return rows.map((row) => row.name)
}

/** Whether PostgreSQL refuses it for row-level security, and not for some other reason. */
const refused = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => false,
    (error: unknown) => error instanceof pg.DatabaseError && /row-level security policy/.test(error.message),
  )

test('every table of organisations and of people is tried', () => {
  const names = tables.map(({ name }) => name)
  for (const name of ['person', 'group_member_history', 'staged_person', 'audit_entry', 'connection_grant', 'session'])
    expect(names).toContain(name)
  const ofPeople = tables.filter(({ owner: column }) => column === 'account_id').map(({ name }) => name)
  expect(Object.keys(installationTables)).toEqual(expect.arrayContaining(ofPeople))
})

describe('whoever acts for one', () => {
  test('sees its own row in every table', async () => {
    expect(await tried(mine, async (table) => (await seen(table, mine)) === 1)).toEqual([])
  })

  test('sees no other’s', async () => {
    expect(await tried(mine, async (table) => (await seen(table)) === 1)).toEqual([])
  })

  test('inserts no row for another', async () => {
    expect(
      await tried(
        mine,
        async (table) => !(await may('insert', table)) || refused(insertSample(application, table, theirs)),
      ),
    ).toEqual([])
  })

  test('hands none of its own to another', async () => {
    const kept = async (table: OwnedTable): Promise<boolean> =>
      !(await updatable(table)).includes(table.owner) ||
      refused(application.query(`update ${table.name} set ${table.owner} = '${theirs}'`))
    expect(await tried(mine, kept)).toEqual([])
  })

  test('changes and deletes none of another’s', async () => {
    const touched = async (text: string): Promise<number> => (await application.query(text)).rowCount ?? 0
    const untouched = async (table: OwnedTable): Promise<boolean> => {
      const theirRow = `where ${table.owner} = '${theirs}'`
      const [column] = await updatable(table)
      if (column && (await touched(`update ${table.name} set ${column} = ${column} ${theirRow}`)) > 0) return false
      return !(await may('delete', table)) || (await touched(`delete from ${table.name} ${theirRow}`)) === 0
    }
    expect(await tried(mine, untouched)).toEqual([])
  })
})

test('a table that shows a foreign row would be named', async () => {
  await owner.query('alter table licence disable row level security')
  const wrong = await tried(mine, async (table) => (await seen(table)) === 1)
  await owner.query('alter table licence enable row level security')
  expect(wrong).toEqual(['licence'])
})

test.each([
  ['nobody', undefined],
  ['an organisation or person that never was', randomUUID()],
])('whoever acts for %s sees nothing at all', async (_, id) => {
  expect(await tried(id, async (table) => (await seen(table)) === 0)).toEqual([])
})

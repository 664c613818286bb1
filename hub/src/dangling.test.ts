import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { syncNow } from '../testing/whole/connect.ts'
import { danglingEdges, edgeTables } from '../testing/whole/dangling.ts'
import { type ImportedHub, importedHub } from '../testing/whole/imported-hub.ts'

let whole: ImportedHub
let database: pg.Client
beforeAll(async () => {
  whole = await importedHub(200)
  database = new pg.Client({ connectionString: whole.hub.adminUrl, application_name: 'tests: dangling' })
  await database.connect()
})
afterAll(async () => {
  await database.end()
  await whole.close()
})

const Listed = z.object({ items: z.array(z.object({ id: z.string() })) })
const ids = async (list: string, limit: number): Promise<string[]> =>
  Listed.parse(await whole.owner.call(list, { limit })).items.map(({ id }) => id)

const counts = async (): Promise<number> => {
  let rows = 0
  for (const table of edgeTables) rows += Number((await database.query(`select count(*) from ${table}`)).rows[0]?.count)
  return rows
}

test('every table of edges is looked into', async () => {
  const { rows } = await database.query<{ name: string }>(`
    select replace(c.relname, '_history', '') as name from pg_class c
    where c.relname like '%\\_history' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`)
  const entities = ['person', 'directory_group', 'service_principal', 'administrative_unit']
  expect(rows.map(({ name }) => name).filter((name) => !entities.includes(name))).toEqual(
    expect.arrayContaining([...edgeTables]),
  )
  expect(rows).toHaveLength(edgeTables.size + entities.length)
})

test('after the first import no edge points to nothing', async () => {
  const { found, lookedAt } = await danglingEdges(database)
  expect(found).toEqual([])
  expect(lookedAt).toBeGreaterThan(await counts())
})

test('nor after people left, came and were moved about, and groups were deleted', async () => {
  const { microsoft, owner, hub, connectionId } = whole
  await microsoft.control('random', { count: 120 })
  for (const id of await ids('groups.list', 3)) await microsoft.control('delete-group', { group: id })
  for (const id of await ids('people.list', 4)) await microsoft.control('leave', { user: id, how: 'purge' })
  // so much at once is what the purge guard is there to stop
  await owner.call('connections.configure', { connectionId, guardPercent: 100 })
  const before = await counts()
  hub.clock.advance(60_000)
  await syncNow(owner, connectionId)
  expect(await counts()).not.toBe(before)
  expect((await danglingEdges(database)).found).toEqual([])
})

test('one that did would be named', async () => {
  await database.query('begin')
  await database.query(
    'delete from person where person_id = (select member_id from group_member where member_type = $1 limit 1)',
    ['user'],
  )
  const { found } = await danglingEdges(database)
  await database.query('rollback')
  expect(found.join()).toContain('group_member.member_id → person')
})

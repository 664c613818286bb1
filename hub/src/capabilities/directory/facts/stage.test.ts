import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../../testing/index.ts'
import { connectDatabase, type Database } from '../../../platform/database/database.ts'
import { statement } from '../../../platform/database/statement.ts'
import { directoryGroup, groupMember, person, servicePrincipal } from './facts.ts'
import { columnsOfRows, type FactRows, stage } from './stage.ts'
import { lastWords } from './words.ts'

const organisationId = '018f0000-0000-7000-8000-000000000001'
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
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

let run = 100
/** Stages pages, each in a transaction of its own, and gives the last words about them. */
async function wordsOf(...pages: FactRows[][]): Promise<Record<string, unknown>[]> {
  run += 1
  const runId = id(run)
  const fact = pages[0]?.[0]?.fact
  if (!fact) return []
  for (const parts of pages)
    await database.write({ organisationId }, (writer) => stage(writer, fact, runId, parts.map(columnsOfRows)))
  return database.read({ organisationId }, (reader) =>
    reader.rows(statement<{ runId: string }, Record<string, unknown>>(`select w.* from ${lastWords(fact, 'w')}`), {
      runId,
    }),
  )
}

test.each([
  ['quotes and backslashes', 'a "b" \\c\\ d'],
  ['what looks like an array', '{NULL,"x"}'],
  ['the word NULL', 'NULL'],
  ['nothing but a blank', ' '],
  ['nothing at all', ''],
  ['lines and tabs', 'a\nb\tc\r'],
  ['another script', 'Дмитрий 山田 🏢'],
])('%s come back as they were', async (_, text) => {
  const [word] = await wordsOf([
    {
      fact: person,
      rows: [
        { values: { person_id: id(1), display_name: text, business_phones: [text, 'x'], licence_sku_ids: [id(9)] } },
      ],
    },
  ])
  expect(word).toMatchObject({ display_name: text, business_phones: [text, 'x'], licence_sku_ids: [id(9)], mail: null })
})

test('NUL, which PostgreSQL’s text cannot hold, is left out', async () => {
  const [word] = await wordsOf([{ fact: person, rows: [{ values: { person_id: id(1), display_name: 'a\0b' } }] }])
  expect(word).toMatchObject({ display_name: 'ab' })
})

test('JSON comes back whole', async () => {
  const roles = [{ id: id(3), value: 'a "quoted" \\ one', isEnabled: true }]
  const [word] = await wordsOf([
    { fact: servicePrincipal, rows: [{ values: { service_principal_id: id(1), app_roles: roles, tags: [] } }] },
  ])
  expect(word).toMatchObject({ app_roles: roles, tags: [] })
})

test('the last word about a key wins, within a page and over pages', async () => {
  const link = (member: number, removed?: 'deleted') => ({
    values: { group_id: id(1), member_id: id(member), member_type: 'user' },
    ...(removed && { removed }),
  })
  const words = await wordsOf(
    [
      { fact: groupMember, rows: [link(1), link(2, 'deleted'), link(2), link(3)] },
      { fact: groupMember, rows: [link(4)] },
    ],
    [{ fact: groupMember, rows: [link(1, 'deleted'), link(5)] }],
  )
  expect(words.map(({ member_id, removed }) => [member_id, removed])).toEqual([
    [id(1), 'deleted'],
    [id(2), null],
    [id(3), null],
    [id(4), null],
    [id(5), null],
  ])
})

test('pages with and without removals are staged together', async () => {
  const words = await wordsOf([
    { fact: directoryGroup, rows: [{ values: { group_id: id(1), display_name: 'One' } }] },
    { fact: directoryGroup, rows: [{ values: { group_id: id(2) }, removed: 'changed' as const }] },
    { fact: directoryGroup, rows: [] },
  ])
  expect(words.map(({ group_id, removed }) => [group_id, removed])).toEqual([
    [id(1), null],
    [id(2), 'changed'],
  ])
})

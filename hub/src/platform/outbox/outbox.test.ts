import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../testing/index.ts'
import { idSource } from '../../kernel/ids.ts'
import { systemRandom } from '../../kernel/random.ts'
import { settableClock } from '../../kernel/time.ts'
import { connectDatabase, type Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'
import { dispatchNews, newsChannel, putNews } from './outbox.ts'

const organisationId = '01900000-0000-7000-8000-00000000000b'
const clock = settableClock(new Date('2030-01-01T00:00:00Z'))
const newId = idSource(clock, systemRandom)
let testing: TestDatabase
let database: Database
beforeAll(async () => {
  testing = await testDatabase()
  database = connectDatabase(testing.applicationUrl)
  const begin = statement<object, unknown>(`
    insert into organisation (organisation_id, name, created_at) values (acting_organisation(), 'News', now())`)
  await database.write({ organisationId }, (writer) => writer.run(begin, {}))
})
afterAll(async () => {
  await database.close()
  await testing.drop()
})

const put = (name: string) => {
  clock.advance(1)
  return database.write({ organisationId }, (writer) => putNews(writer, { newId, clock }, { name, payload: { name } }))
}

test('news is handed on once, in order, and told to whoever listens', async () => {
  const heard: string[] = []
  const told = Promise.withResolvers<void>()
  const stop = await database.listen(newsChannel, (payload) => {
    heard.push(payload)
    if (heard.length === 2) told.resolve()
  })
  await put('first')
  await put('second')
  const delivered: string[] = []
  const dispatch = () =>
    database.write({ organisationId }, (writer) =>
      dispatchNews(writer, clock, async ({ name }) => void delivered.push(name)),
    )
  expect(await dispatch()).toBe(2)
  expect(await dispatch()).toBe(0)
  expect(delivered).toEqual(['first', 'second'])
  await told.promise
  expect(heard).toEqual([organisationId, organisationId])
  await stop()
})

test('news whose delivery fails stays, and is handed on the next time', async () => {
  await put('third')
  const failing = database.write({ organisationId }, (writer) =>
    dispatchNews(writer, clock, async () => {
      throw new Error('the room was not ready')
    }),
  )
  await expect(failing).rejects.toThrow('not ready')
  const delivered: string[] = []
  await database.write({ organisationId }, (writer) =>
    dispatchNews(writer, clock, async ({ name }) => void delivered.push(name)),
  )
  expect(delivered).toEqual(['third'])
})

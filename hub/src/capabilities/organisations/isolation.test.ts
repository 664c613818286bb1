import { afterAll, beforeAll, expect, test } from 'vitest'
import { statement } from '../../platform/database/statement.ts'
import { apiKey, firstOwner, invite, member, ownerElsewhere, type Person, withPassword } from './testing/people.ts'
import { openRoom, type Room } from './testing/room.ts'

let room: Room
let here: Person
let there: Person
beforeAll(async () => {
  room = await openRoom()
  const owner = await firstOwner(room)
  here = await withPassword(room, await member(room, owner, 'admin'))
  there = await ownerElsewhere(room)
  await withPassword(room, await member(room, there, 'viewer'))
  await apiKey(room, here, ['directory:read'])
  await apiKey(room, there, ['directory:read'])
  await invite(room, here, 'viewer')
})
afterAll(() => room.close())

const countOf = async (table: string, scope: { organisationId?: string; accountId?: string }) => {
  const count = statement<object, { count: number }>(`select count(*) as count from ${table}`)
  return (await room.database.read(scope, (reader) => reader.first(count, {})))?.count
}

test.each(['organisation', 'membership', 'api_key'])("%s shows an organisation's rows to it alone", async (table) => {
  const foreign = statement<{ id: string }, object>(`select from ${table} where organisation_id <> :id`)
  const scope = { organisationId: there.organisationId, accountId: there.accountId }
  expect(await countOf(table, scope)).toBeGreaterThan(0)
  expect(await room.database.read(scope, (reader) => reader.rows(foreign, { id: there.organisationId }))).toEqual([])
})

test.each(['session', 'account_password', 'sign_in_link'])("%s shows a person's rows to them alone", async (table) => {
  const foreign = statement<{ id: string }, object>(`select from ${table} where account_id <> :id`)
  const scope = { organisationId: here.organisationId, accountId: here.accountId }
  expect(await countOf(table, scope)).toBeGreaterThan(0)
  expect(await room.database.read(scope, (reader) => reader.rows(foreign, { id: here.accountId }))).toEqual([])
})

test('an organisation sees the accounts of its own members and nobody else', async () => {
  const scope = { organisationId: there.organisationId }
  expect(await countOf('account', scope)).toBe(await countOf('membership', scope))
})

test.each(['organisation', 'membership', 'api_key', 'account', 'session', 'passkey', 'sign_in_link'])(
  '%s shows nothing to a transaction that acts for nobody',
  async (table) => {
    expect(await countOf(table, {})).toBe(0)
  },
)

test('a person cannot be written into an organisation by one that acts elsewhere', async () => {
  const intrude = statement<{ organisationId: string; accountId: string }, unknown>(`
    insert into membership (organisation_id, account_id, role, invited_as, created_at, accepted_at)
    values (:organisationId, :accountId, 'owner', 'x', now(), now())`)
  const row = { organisationId: there.organisationId, accountId: here.accountId }
  const attempt = room.database.write({ organisationId: here.organisationId }, (writer) => writer.run(intrude, row))
  await expect(attempt).rejects.toThrow(/row-level security/)
})

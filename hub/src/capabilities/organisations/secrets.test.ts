import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { AccessToken } from './model/api-key.ts'
import {
  apiKey,
  firstOwner,
  goodPassword,
  invite,
  member,
  type Person,
  tokenOf,
  withPassword,
} from './testing/people.ts'
import { openRoom, type Room } from './testing/room.ts'

let room: Room
beforeAll(async () => {
  room = await openRoom()
})
afterAll(() => room.close())

/** Every row of every table of the database, as the owner sees it. */
async function everythingKept(): Promise<string> {
  const client = new Client({ connectionString: room.adminUrl })
  await client.connect()
  try {
    const { rows } = await client.query(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    )
    const texts: string[] = []
    for (const { name } of z.array(z.object({ name: z.string() })).parse(rows)) {
      const found = await client.query(`select coalesce(string_agg(t::text, e'\\n'), '') as text from ${name} t`)
      texts.push(z.object({ text: z.string() }).parse(found.rows[0]).text)
    }
    return texts.join('\n')
  } finally {
    await client.end()
  }
}

test('no secret stands in the log, the audit log, a refusal or the database', async () => {
  const owner = await firstOwner(room)
  const invited = await invite(room, owner, 'admin')
  const person: Person = await withPassword(room, await member(room, owner, 'admin'))
  const { key } = await apiKey(room, owner, ['organisation:read'])
  const caller = { bearer: key, idempotencyKey: 'once' }
  const { accessToken } = AccessToken.parse(await room.call('tokens.issue', {}, caller))
  const browser = 'the mark of a browser'
  const begun = z.object({ challenge: z.string() }).parse(await room.call('session.passkey-challenge', {}, { browser }))
  const wrong = 'a password that was mistyped'
  const refusals = [
    await room.refusal('session.start-with-password', { email: person.email, password: wrong }),
    await room.refusal('session.start-with-link', { token: `${tokenOf(invited.signInLink)}x` }),
    await room.refusal('account.set-password', { newPassword: goodPassword, currentPassword: wrong }, person),
    await room.refusal('account.set-password', { newPassword: 'short' }, person),
    await room.refusal('organisations.show', {}, { bearer: `${key}x` }),
    await room.refusal('organisations.show', {}, { bearer: `${accessToken}x` }),
    await room.refusal('tokens.issue', {}, caller),
  ].map(({ text }) => text)

  const written = [room.logged(), JSON.stringify(room.audited), ...refusals, await everythingKept()].join('\n')
  const secrets = [
    ...[owner.session, person.session, tokenOf(invited.signInLink), goodPassword, wrong, begun.challenge, browser],
    ...[key, key.split('_')[2] ?? key, accessToken, accessToken.split('.')[2] ?? accessToken],
  ]
  for (const secret of secrets) expect(written).not.toContain(secret)
  expect(written).toContain(person.email)
  expect(room.logged()).toContain('sign-in refused')
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { minutes } from '../../kernel/time.ts'
import { PasskeyCreationOptions, PasskeyRequestOptions } from './model/passkey.ts'
import { OwnSession } from './model/session.ts'
import { relyingParty } from './passkeys.ts'
import { type Mischief, SoftwareAuthenticator } from './testing/authenticator.ts'
import { firstOwner, goodPassword, member, type Person, personOf, withPassword } from './testing/people.ts'
import { openRoom, type Room, testUrl } from './testing/room.ts'

let room: Room
beforeAll(async () => {
  room = await openRoom()
})
afterAll(() => room.close())

const browser = 'the mark of one browser'
const someone = async () => member(room, await firstOwner(room), 'viewer')

const begin = async (person: Person) =>
  PasskeyCreationOptions.parse(await room.call('account.passkey-options', {}, { session: person.session, browser }))
const challenge = async (from = browser) =>
  PasskeyRequestOptions.parse(await room.call('session.passkey-challenge', {}, { browser: from }))

async function withPasskey(person: Person): Promise<SoftwareAuthenticator> {
  const authenticator = new SoftwareAuthenticator()
  const registration = authenticator.create(await begin(person), testUrl)
  await room.call('account.add-passkey', { name: 'laptop', registration }, { session: person.session, browser })
  return authenticator
}

describe('adding a passkey', () => {
  test('lets its holder sign in with nothing else', async () => {
    const person = await someone()
    const authenticator = await withPasskey(person)
    const assertion = authenticator.get(await challenge(), testUrl)
    const started = personOf(await room.call('session.start-with-passkey', { assertion }, { browser }), '')
    expect(started.accountId).toBe(person.accountId)
    const me = OwnSession.parse(await room.call('session.show', {}, { session: started.session }))
    expect(me).toMatchObject({ method: 'passkey', credentials: { password: false, passkeys: [{ name: 'laptop' }] } })
    expect(me.credentials.passkeys[0]?.lastUsedAt).not.toBeNull()
  })

  test.each<[string, Mischief]>([
    ['for another address', { origin: 'http://elsewhere.example' }],
    ['for another relying party', { rpId: 'elsewhere.example' }],
    ['without showing who is there', { withoutVerification: true }],
  ])('%s is refused', async (_, mischief) => {
    const person = await someone()
    const registration = new SoftwareAuthenticator().create(await begin(person), testUrl, mischief)
    const caller = { session: person.session, browser }
    const refused = await room.refusal('account.add-passkey', { name: 'x', registration }, caller)
    expect(refused).toMatchObject({ reason: 'passkey_not_verified' })
  })

  test('works once, in the browser and for the person that began it', async () => {
    const [person, other] = [await someone(), await someone()]
    const authenticator = new SoftwareAuthenticator()
    const registration = authenticator.create(await begin(person), testUrl)
    const input = { name: 'x', registration }
    for (const caller of [
      { session: other.session, browser },
      { session: person.session, browser: 'another' },
    ])
      expect(await room.refusal('account.add-passkey', input, caller)).toMatchObject({ reason: 'passkey_not_verified' })
    const own = { session: person.session, browser }
    await room.call('account.add-passkey', input, own)
    expect(await room.refusal('account.add-passkey', input, own)).toMatchObject({ reason: 'passkey_not_verified' })
    const again = { name: 'x', registration: authenticator.create(await begin(person), testUrl) }
    expect(await room.refusal('account.add-passkey', again, own)).toMatchObject({ reason: 'passkey_known' })
  })

  test('long after the sign-in is refused to whoever has credentials', async () => {
    const person = await withPassword(room, await someone())
    room.clock.advance(minutes(16))
    const caller = { session: person.session, browser }
    expect(await room.refusal('account.passkey-options', {}, caller)).toMatchObject({ reason: 'sign_in_again' })
  })
})

describe('signing in with a passkey', () => {
  test.each<[string, Mischief]>([
    ['of another address', { origin: 'http://elsewhere.example' }],
    ['of another relying party', { rpId: 'elsewhere.example' }],
    ['without showing who is there', { withoutVerification: true }],
    ['with a count that goes backwards', { counter: 1 }],
    ['that names another account', { userHandle: 'bm9ib2R5' }],
  ])('an answer %s is refused', async (_, mischief) => {
    const authenticator = await withPasskey(await someone())
    const first = authenticator.get(await challenge(), testUrl, { counter: 5 })
    await room.call('session.start-with-passkey', { assertion: first }, { browser })
    const assertion = authenticator.get(await challenge(), testUrl, { counter: 6, ...mischief })
    const refused = await room.refusal('session.start-with-passkey', { assertion }, { browser })
    expect(refused).toMatchObject({ code: 'sign_in_refused' })
  })

  test('a challenge works once, for five minutes, in its own browser, and is spent by a failure', async () => {
    const authenticator = await withPasskey(await someone())
    const start = (assertion: object, from = browser) =>
      room.refusal('session.start-with-passkey', { assertion }, { browser: from })
    const used = authenticator.get(await challenge(), testUrl, { counter: 0 })
    await room.call('session.start-with-passkey', { assertion: used }, { browser })
    expect(await start(used)).toMatchObject({ code: 'sign_in_refused' })
    expect(await start(authenticator.get(await challenge(), testUrl), 'another')).toMatchObject({
      code: 'sign_in_refused',
    })
    const options = await challenge()
    await start(authenticator.get(options, testUrl, { withoutVerification: true }))
    expect(await start(authenticator.get(options, testUrl))).toMatchObject({ code: 'sign_in_refused' })
    const late = authenticator.get(await challenge(), testUrl)
    room.clock.advance(minutes(5))
    expect(await start(late)).toMatchObject({ code: 'sign_in_refused' })
  })

  test('a stranger’s passkey is refused, and a browser without cookies is told so', async () => {
    const stranger = new SoftwareAuthenticator()
    const assertion = stranger.get(await challenge(), testUrl)
    const refused = await room.refusal('session.start-with-passkey', { assertion }, { browser })
    expect(refused).toMatchObject({ code: 'sign_in_refused' })
    expect((await room.refusal('session.passkey-challenge')).text).toContain('cookies')
  })
})

describe('removing a passkey', () => {
  test('takes effect at once and ends the other sessions, but never takes the last way in', async () => {
    const person = await someone()
    const authenticator = await withPasskey(person)
    const passkeyId = authenticator.id.toString('base64url')
    const own = { session: person.session, browser }
    expect(await room.refusal('account.remove-passkey', { passkeyId }, own)).toMatchObject({
      reason: 'last_credential',
    })
    const kept = await withPassword(room, person, goodPassword)
    const assertion = authenticator.get(await challenge(), testUrl)
    const other = personOf(await room.call('session.start-with-passkey', { assertion }, { browser }), '')
    await room.call('account.remove-passkey', { passkeyId }, { session: kept.session })
    expect(await room.refusal('session.show', {}, { session: other.session })).toMatchObject({
      code: 'unauthenticated',
    })
    const again = { assertion: authenticator.get(await challenge(), testUrl) }
    expect(await room.refusal('session.start-with-passkey', again, { browser })).toMatchObject({
      code: 'sign_in_refused',
    })
  })

  test("somebody else's is as unknown as one that never was", async () => {
    const authenticator = await withPasskey(await someone())
    const person = await someone()
    const foreign = { passkeyId: authenticator.id.toString('base64url') }
    const refused = await room.refusal('account.remove-passkey', foreign, { session: person.session })
    expect(refused).toEqual(
      await room.refusal('account.remove-passkey', { passkeyId: 'none' }, { session: person.session }),
    )
    expect(refused).toMatchObject({ code: 'not_found' })
  })
})

test.each([
  ['http://127.0.0.1:7400', undefined],
  ['http://[::1]:7400', undefined],
  ['http://atrium.example.org', undefined],
  ['https://atrium.example.org', 'atrium.example.org'],
  ['http://localhost:7400', 'localhost'],
])('passkeys under %s belong to %s', (url, id) => {
  if (id === undefined) expect(() => relyingParty(url)).toThrow(expect.objectContaining({ code: 'conflict' }))
  else expect(relyingParty(url)).toEqual({ id, origin: url })
})

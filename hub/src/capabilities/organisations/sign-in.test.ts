import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hours, minutes } from '../../kernel/time.ts'
import { OwnSession } from './model/session.ts'
import {
  firstOwner,
  goodPassword,
  invite,
  member,
  ownerElsewhere,
  personOf,
  tokenOf,
  withPassword,
} from './testing/people.ts'
import { openRoom, type Room } from './testing/room.ts'

let room: Room
beforeAll(async () => {
  room = await openRoom()
})
afterAll(() => room.close())

const whoAmI = async (session: string) => OwnSession.parse(await room.call('session.show', {}, { session }))
const withLink = (url: string, session?: string) =>
  room.call('session.start-with-link', { token: tokenOf(url) }, session === undefined ? {} : { session })

describe('the first owner', () => {
  test('a fresh installation gets one organisation, whoever starts first, and a link to it', async () => {
    const links = await Promise.all([room.organisations.bootstrap(), room.organisations.bootstrap()])
    expect(links.map((link) => link?.url)).toEqual([
      expect.stringMatching(/^http:\/\/localhost:7400\/sign-in\/link#[\w-]{43}$/),
      expect.stringMatching(/^http:\/\/localhost:7400\/sign-in\/link#[\w-]{43}$/),
    ])
    const last = await room.organisations.bootstrap()
    const owner = personOf(await withLink(last?.url ?? ''), '')
    const me = await whoAmI(owner.session)
    expect(me.organisation).toMatchObject({ name: 'My organisation', role: 'owner' })
    expect(me).toMatchObject({ otherOrganisations: [], credentials: { password: false, passkeys: [] } })
  })

  test('a newer link makes the older one useless', async () => {
    const older = await room.organisations.issueOwnerLink()
    await room.organisations.issueOwnerLink()
    await expect(withLink(older.url)).rejects.toMatchObject({ code: 'sign_in_refused' })
  })

  test('a link works once, also when it is used twice at the same moment', async () => {
    const { url } = await room.organisations.issueOwnerLink()
    const uses = await Promise.allSettled([withLink(url), withLink(url)])
    expect(uses.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await room.refusal('session.start-with-link', { token: tokenOf(url) })).toMatchObject({ reason: 'link' })
  })

  test('a link works for a day and not longer', async () => {
    const { url } = await room.organisations.issueOwnerLink()
    room.clock.advance(hours(24))
    expect(await room.refusal('session.start-with-link', { token: tokenOf(url) })).toMatchObject({ reason: 'link' })
  })

  test('an owner who can sign in gets no more links at the start, but on demand', async () => {
    const owner = await firstOwner(room)
    await room.call('account.set-password', { newPassword: goodPassword, email: 'first@example.com' }, owner)
    expect(await room.organisations.bootstrap()).toBeUndefined()
    const { url } = await room.organisations.issueOwnerLink()
    expect(personOf(await withLink(url), '').accountId).toBe(owner.accountId)
  })
})

describe('sessions', () => {
  test('signing in ends the session that the browser brought, so that a planted token gets no rights', async () => {
    const owner = await firstOwner(room)
    const { url } = await room.organisations.issueOwnerLink()
    const next = personOf(await withLink(url, owner.session), '')
    expect(next.session).not.toBe(owner.session)
    expect(await room.refusal('session.show', {}, { session: owner.session })).toMatchObject({
      code: 'unauthenticated',
    })
  })

  test('a made-up session token is nobody and does not hinder signing in', async () => {
    const { url } = await room.organisations.issueOwnerLink()
    expect(await room.refusal('session.show', {}, { session: 'x' })).toMatchObject({ code: 'unauthenticated' })
    expect(personOf(await withLink(url, 'x'), '').session).toHaveLength(43)
  })

  test('a session ends after 12 idle hours, and after 30 days however busy', async () => {
    const idle = await firstOwner(room)
    room.clock.advance(hours(12))
    expect(await room.refusal('session.show', {}, idle)).toMatchObject({ code: 'unauthenticated' })
    const busy = await firstOwner(room)
    for (let passed = 0; passed < 30 * 24 - 10; passed += 10) {
      room.clock.advance(hours(10))
      await whoAmI(busy.session)
    }
    room.clock.advance(hours(10))
    expect(await room.refusal('session.show', {}, busy)).toMatchObject({ code: 'unauthenticated' })
  })

  test('signing out ends it, and so does revoking it from another browser', async () => {
    const owner = await firstOwner(room)
    const other = await firstOwner(room)
    const { sessionId } = await whoAmI(other.session)
    await room.call('session.revoke', { sessionId }, owner)
    expect(await room.refusal('session.show', {}, other)).toMatchObject({ code: 'unauthenticated' })
    expect(await room.call('session.end', {}, owner)).toEqual({ sessionToken: null, done: true })
    expect(await room.refusal('session.show', {}, owner)).toMatchObject({ code: 'unauthenticated' })
  })

  test('a list of sessions shows my own only, page by page', async () => {
    const owner = await withPassword(room, await member(room, await firstOwner(room), 'owner'))
    const signIn = { email: owner.email, password: goodPassword }
    await room.call('session.start-with-password', signIn)
    room.clock.advance(1)
    await room.call('session.start-with-password', signIn)
    const first = await room.call('session.list', { limit: 2 }, owner)
    expect(first).toMatchObject({ items: [{ current: false }, {}], nextCursor: expect.any(String) })
    const { nextCursor } = first as { nextCursor: string }
    const second = await room.call('session.list', { limit: 2, cursor: nextCursor }, owner)
    expect(second).toMatchObject({ items: [{}], nextCursor: null })
  })

  test("another person's session is as unknown as one that never was", async () => {
    const owner = await firstOwner(room)
    const stranger = await ownerElsewhere(room)
    const { sessionId } = await whoAmI(stranger.session)
    const foreign = await room.refusal('session.revoke', { sessionId }, owner)
    const unknown = await room.refusal('session.revoke', { sessionId: '00000000-0000-4000-8000-000000000000' }, owner)
    expect(foreign).toEqual(unknown)
    expect(foreign.code).toBe('not_found')
    await whoAmI(stranger.session)
  })
})

describe('passwords', () => {
  test('the right one signs in, whatever the case of the e-mail address', async () => {
    const person = await withPassword(room, await member(room, await firstOwner(room), 'viewer'))
    const signIn = { email: person.email.toUpperCase(), password: goodPassword }
    const started = personOf(await room.call('session.start-with-password', signIn), '')
    expect(started).toMatchObject({ accountId: person.accountId, organisationId: person.organisationId })
    expect(await whoAmI(started.session)).toMatchObject({ method: 'password', credentials: { password: true } })
  })

  test('a wrong one and an unknown account are refused in the same words', async () => {
    const person = await withPassword(room, await member(room, await firstOwner(room), 'viewer'))
    const wrong = await room.refusal('session.start-with-password', { email: person.email, password: 'no' })
    const unknown = await room.refusal('session.start-with-password', { email: 'nobody@example.com', password: 'no' })
    const without = await member(room, await firstOwner(room), 'viewer')
    const none = await room.refusal('session.start-with-password', { email: without.email, password: 'no' })
    expect(unknown).toEqual(wrong)
    expect(none).toEqual(wrong)
  })

  test('a wrong one for a known account stands in the audit log of its organisation; an unknown one in nobody’s', async () => {
    const person = await withPassword(room, await member(room, await firstOwner(room), 'viewer'))
    room.audited.length = 0
    await room.refusal('session.start-with-password', { email: 'nobody@example.com', password: 'no' })
    expect(room.audited).toEqual([])
    await room.refusal('session.start-with-password', { email: person.email, password: 'no' })
    expect(room.audited).toMatchObject([
      { operation: 'session.start-with-password', outcome: 'refused', reason: 'sign_in_refused', address: '192.0.2.1' },
    ])
  })

  test('guessing gets slower, also many guesses at once, until some time has passed', async () => {
    const person = await withPassword(room, await member(room, await firstOwner(room), 'viewer'))
    const guess = () => room.refusal('session.start-with-password', { email: person.email, password: 'wrong guess' })
    const many = await Promise.all(Array.from({ length: 12 }, guess))
    expect(many.filter(({ code }) => code === 'sign_in_refused')).toHaveLength(5)
    expect(await guess()).toMatchObject({ code: 'slow_down', retryAfterSeconds: 2 })
    const right = { email: person.email, password: goodPassword }
    expect(await room.refusal('session.start-with-password', right)).toMatchObject({ code: 'slow_down' })
    room.clock.advance(minutes(15))
    await room.call('session.start-with-password', right)
    expect(await guess()).toMatchObject({ code: 'sign_in_refused' })
  })

  test('an address that tries many accounts gets slower, whole IPv6 networks together', async () => {
    const from = (n: number) => ({ address: `2001:db8:7:1::${n.toString(16)}` })
    const guess = (n: number) =>
      room.refusal('session.start-with-password', { email: `many${n}@example.com`, password: 'wrong' }, from(n))
    for (let n = 1; n <= 40; n += 1) expect(await guess(n)).toMatchObject({ code: 'sign_in_refused' })
    expect(await guess(41)).toMatchObject({ code: 'slow_down' })
    const elsewhere = { address: '2001:db8:7:2::1' }
    const other = { email: 'many1@example.com', password: 'wrong' }
    expect(await room.refusal('session.start-with-password', other, elsewhere)).toMatchObject({
      code: 'sign_in_refused',
    })
  })

  test('a change ends every session and gives this browser a new one', async () => {
    const person = await withPassword(room, await member(room, await firstOwner(room), 'viewer'))
    const signIn = { email: person.email, password: goodPassword }
    const other = personOf(await room.call('session.start-with-password', signIn), '')
    const change = { newPassword: 'another lighthouse by the sea', currentPassword: goodPassword }
    const next = personOf(await room.call('account.set-password', change, person), '')
    for (const ended of [person, other])
      expect(await room.refusal('session.show', {}, { session: ended.session })).toMatchObject({
        code: 'unauthenticated',
      })
    await whoAmI(next.session)
    expect(await room.refusal('session.start-with-password', signIn)).toMatchObject({ code: 'sign_in_refused' })
  })

  test('long after the sign-in a change needs the current password', async () => {
    const person = await withPassword(room, await member(room, await firstOwner(room), 'viewer'))
    room.clock.advance(minutes(16))
    const change = { newPassword: 'another lighthouse by the sea' }
    expect(await room.refusal('account.set-password', change, person)).toMatchObject({ reason: 'sign_in_again' })
    const wrong = { ...change, currentPassword: 'not it' }
    expect(await room.refusal('account.set-password', wrong, person)).toMatchObject({ code: 'sign_in_refused' })
    await room.call('account.set-password', { ...change, currentPassword: goodPassword }, person)
  })

  test.each(['short', 'passwordpassword', 'Password2026!', 'aaaaaaaaaaaaaaaa', '123456789012', 'qwertyuiop123'])(
    '%s is not taken',
    async (newPassword) => {
      const person = await member(room, await firstOwner(room), 'viewer')
      const refused = await room.refusal('account.set-password', { newPassword }, person)
      expect(refused).toMatchObject({ code: 'invalid_input' })
      expect(refused.text).toContain('/newPassword')
    },
  )

  test("somebody else's e-mail address cannot be taken", async () => {
    const owner = await firstOwner(room)
    const [one, two] = [await member(room, owner, 'viewer'), await member(room, owner, 'viewer')]
    const input = { newPassword: goodPassword, email: two.email.toUpperCase() }
    expect(await room.refusal('account.set-password', input, one)).toMatchObject({ reason: 'email_taken' })
  })
})

describe('an invitation', () => {
  test('lets nobody in until its own link was used', async () => {
    const owner = await firstOwner(room)
    const elsewhere = await ownerElsewhere(room)
    const person = await withPassword(room, await member(room, owner, 'viewer'))
    await invite(room, elsewhere, 'admin', person.email)
    expect(await whoAmI(person.session)).toMatchObject({ otherOrganisations: [] })
    const there = { organisationId: elsewhere.organisationId }
    expect(await room.refusal('session.switch-organisation', there, person)).toMatchObject({ code: 'not_found' })
  })

  test('by another organisation does not let its link into an account that is somebody already', async () => {
    const owner = await firstOwner(room)
    const intruder = await ownerElsewhere(room)
    const settled = await withPassword(room, await member(room, owner, 'admin'))
    const fresh = await member(room, owner, 'admin')
    for (const victim of [settled, fresh]) {
      const { signInLink } = await invite(room, intruder, 'viewer', victim.email)
      const token = { token: tokenOf(signInLink) }
      expect(await room.refusal('session.start-with-link', token)).toMatchObject({ reason: 'sign_in_first' })
      expect(await room.refusal('session.start-with-link', token, intruder)).toMatchObject({ reason: 'sign_in_first' })
    }
  })

  test('is accepted by the person themselves, who then belongs to both', async () => {
    const person = await withPassword(room, await member(room, await firstOwner(room), 'viewer'))
    const elsewhere = await ownerElsewhere(room)
    const { signInLink } = await invite(room, elsewhere, 'auditor', person.email)
    const there = personOf(await withLink(signInLink, person.session), '')
    expect(there).toMatchObject({ accountId: person.accountId, organisationId: elsewhere.organisationId })
    const me = await whoAmI(there.session)
    expect(me.organisation).toMatchObject({ role: 'auditor' })
    expect(me.otherOrganisations).toMatchObject([{ organisationId: person.organisationId, role: 'viewer' }])
    const back = { organisationId: person.organisationId }
    const again = personOf(await room.call('session.switch-organisation', back, there), '')
    expect((await whoAmI(again.session)).scopes).toEqual(['directory:read'])
    expect(await room.refusal('session.show', {}, there)).toMatchObject({ code: 'unauthenticated' })
  })

  test('answers the same whether or not there was an account', async () => {
    const elsewhere = await ownerElsewhere(room)
    const known = await withPassword(room, await member(room, await firstOwner(room), 'viewer'))
    await room.call('account.rename', { displayName: 'A name of their own' }, known)
    const { member: shown } = await invite(room, elsewhere, 'viewer', known.email)
    expect(shown).toMatchObject({ displayName: 'Someone', state: 'invited', email: known.email })
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Organisation } from './model/organisation.ts'
import { apiKey, firstOwner, invite, member, ownerElsewhere, type Person, tokenOf } from './testing/people.ts'
import { openRoom, type Room } from './testing/room.ts'

let room: Room
let owner: Person
beforeAll(async () => {
  room = await openRoom()
  owner = await firstOwner(room)
})
afterAll(() => room.close())

const Members = z.object({ items: z.array(z.object({ accountId: z.string() })), nextCursor: z.string().nullable() })
const unknownId = '00000000-0000-4000-8000-000000000000'

describe('members', () => {
  test('are listed page by page, and only those of the organisation', async () => {
    const elsewhere = await ownerElsewhere(room)
    const here = [await member(room, elsewhere, 'viewer'), await member(room, elsewhere, 'auditor')]
    const found: string[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const input = { limit: 1, ...(cursor !== undefined && { cursor }) }
      const page = Members.parse(await room.call('organisations.members', input, elsewhere))
      found.push(...page.items.map(({ accountId }) => accountId))
      cursor = page.nextCursor
    }
    expect(found).toEqual([owner.accountId, elsewhere.accountId, ...here.map(({ accountId }) => accountId)])
  })

  test.each([
    ['organisations.remove-member', {}],
    ['organisations.change-role', { role: 'viewer' }],
  ])("%s of another organisation's member is answered as for one that never was", async (operation, more) => {
    const stranger = await ownerElsewhere(room)
    const foreign = await room.refusal(operation, { accountId: stranger.accountId, ...more }, owner)
    expect(foreign).toEqual(await room.refusal(operation, { accountId: unknownId, ...more }, owner))
    expect(foreign).toMatchObject({ code: 'not_found' })
  })

  test('a viewer may neither look at members nor change them', async () => {
    const viewer = await member(room, owner, 'viewer')
    expect(await room.refusal('organisations.members', {}, viewer)).toMatchObject({ code: 'forbidden' })
    const input = { email: 'x@example.com', displayName: 'X', role: 'viewer' }
    expect(await room.refusal('organisations.add-member', input, viewer)).toMatchObject({ code: 'forbidden' })
    expect(room.audited.at(-1)).toMatchObject({ operation: 'organisations.add-member', outcome: 'refused' })
  })

  test('the last owner stays, also when two owners remove each other at once', async () => {
    const one = await ownerElsewhere(room)
    const first = { accountId: owner.accountId }
    const race = await Promise.allSettled([
      room.call('organisations.remove-member', first, one),
      room.call('organisations.remove-member', first, one),
    ])
    expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await room.refusal('organisations.remove-member', { accountId: one.accountId }, one)).toMatchObject({
      reason: 'last_owner',
    })
    const demote = { accountId: one.accountId, role: 'admin' }
    expect(await room.refusal('organisations.change-role', demote, one)).toMatchObject({ reason: 'last_owner' })
    const two = await member(room, one, 'owner')
    const both = await Promise.allSettled([
      room.call('organisations.change-role', { accountId: two.accountId, role: 'admin' }, one),
      room.call('organisations.change-role', { accountId: one.accountId, role: 'admin' }, two),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('an invited owner who never came does not count as one who stays', async () => {
    const one = await ownerElsewhere(room)
    await room.call('organisations.remove-member', { accountId: owner.accountId }, one)
    await invite(room, one, 'owner')
    expect(await room.refusal('organisations.remove-member', { accountId: one.accountId }, one)).toMatchObject({
      reason: 'last_owner',
    })
  })

  test('a removed member is out at once: session, link and API key', async () => {
    const admin = await member(room, owner, 'admin')
    const { key } = await apiKey(room, admin, ['directory:read', 'organisation:read'])
    await room.call('organisations.show', {}, { bearer: key })
    await room.call('organisations.remove-member', { accountId: admin.accountId }, owner)
    expect(await room.refusal('session.show', {}, admin)).toMatchObject({ code: 'unauthenticated' })
    expect(await room.refusal('organisations.show', {}, { bearer: key })).toMatchObject({ code: 'unauthenticated' })
    const invited = await invite(room, owner, 'viewer')
    await room.call('organisations.remove-member', { accountId: invited.member.accountId }, owner)
    const token = { token: tokenOf(invited.signInLink) }
    expect(await room.refusal('session.start-with-link', token)).toMatchObject({ code: 'sign_in_refused' })
  })

  test('a changed role counts from the next call on, for API keys too', async () => {
    const admin = await member(room, owner, 'admin')
    const { key } = await apiKey(room, admin, ['organisation:read'])
    await room.call('organisations.change-role', { accountId: admin.accountId, role: 'viewer' }, owner)
    expect(await room.refusal('organisations.members', {}, admin)).toMatchObject({ code: 'forbidden' })
    expect(await room.refusal('organisations.members', {}, { bearer: key })).toMatchObject({ code: 'forbidden' })
  })

  test('an admin makes no owner, and a program gives no more than it has', async () => {
    const admin = await member(room, owner, 'admin')
    const input = { email: 'new@example.com', displayName: 'New', role: 'owner' }
    expect(await room.refusal('organisations.add-member', input, admin)).toMatchObject({ reason: 'role_beyond_own' })
    const { key } = await apiKey(room, admin, ['organisation:write'])
    const lesser = { ...input, role: 'viewer' }
    expect(await room.refusal('organisations.add-member', lesser, { bearer: key })).toMatchObject({
      reason: 'role_beyond_own',
    })
  })

  test('inviting again gives a new link and voids the old one', async () => {
    const email = 'twice@example.com'
    const before = await invite(room, owner, 'viewer', email)
    const after = await invite(room, owner, 'auditor', email)
    expect(after.member).toMatchObject({ accountId: before.member.accountId, role: 'auditor' })
    const token = { token: tokenOf(before.signInLink) }
    expect(await room.refusal('session.start-with-link', token)).toMatchObject({ code: 'sign_in_refused' })
    await room.call('session.start-with-link', { token: tokenOf(after.signInLink) })
  })
})

describe('organisations', () => {
  test('a further one belongs to whoever made it, and sees nothing of the first', async () => {
    const made = Organisation.parse(await room.call('organisations.create', { name: 'Second' }, owner))
    const there = z
      .object({ sessionToken: z.string() })
      .parse(await room.call('session.switch-organisation', { organisationId: made.organisationId }, owner))
    const session = { session: there.sessionToken }
    expect(await room.call('organisations.show', {}, session)).toEqual(made)
    expect(await room.call('organisations.members', {}, session)).toMatchObject({
      items: [{ accountId: owner.accountId, role: 'owner' }],
      nextCursor: null,
    })
    expect(await room.call('organisations.rename', { name: 'Third' }, session)).toMatchObject({ name: 'Third' })
    owner = await firstOwner(room)
    expect(await room.call('organisations.show', {}, owner)).toMatchObject({ name: 'My organisation' })
  })

  test('of one that is not mine I learn no more than of one that never was', async () => {
    const stranger = await ownerElsewhere(room)
    const made = Organisation.parse(await room.call('organisations.create', { name: 'Hidden' }, stranger))
    const foreign = await room.refusal('session.switch-organisation', { organisationId: made.organisationId }, owner)
    expect(foreign).toEqual(await room.refusal('session.switch-organisation', { organisationId: unknownId }, owner))
    expect(foreign).toMatchObject({ code: 'not_found' })
  })
})

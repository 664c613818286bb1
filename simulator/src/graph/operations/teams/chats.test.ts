import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, type GraphClient, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import { chatOf, memberOf, type TestTeam, testTeam } from '../../../testing/teams.ts'
import type { Json } from '../../../world/model.ts'

const SCOPES = ['Chat.Create', 'Chat.ReadWrite', 'ChatMessage.Send', 'ChatMember.ReadWrite']

let cloud: TestCloud
let people: TestTeam
let person: GraphClient & { readonly id: string }
beforeAll(async () => {
  cloud = await startTestCloud({ roles: ['Chat.Create', 'Chat.Read.All', 'Teamwork.Migrate.All'] })
  people = testTeam(cloud)
  person = await cloud.person(people.member, SCOPES)
})
afterAll(() => cloud.close())

const create = (body: Json, who: GraphClient = person) => who.graph('/chats', { method: 'POST', body })
const text = (content: string): Json => ({ body: { content } })

describe('making a chat', () => {
  test('of two people gives the same chat each time, whoever makes it', async () => {
    const first = await create(chatOf('oneOnOne', [people.owner, people.member]))
    expect(first.status).toBe(201)
    const again = await create(chatOf('oneOnOne', [people.member, people.owner]), cloud)
    expect(again.body.id).toBe(first.body.id)
    expect(String(first.body.id)).toMatch(/^19:[0-9a-f-]{36}_[0-9a-f-]{36}@unq\.gbl\.spaces$/)
  })

  test('of a group gives another each time', async () => {
    const body = chatOf('group', [people.owner, people.member])
    expect((await create(body)).body.id).not.toBe((await create(body)).body.id)
  })

  test.each<[string, () => Json, RegExp]>([
    [
      'of two with three people',
      () => chatOf('oneOnOne', [people.owner, people.member, people.outsider]),
      /exactly two/,
    ],
    ['without whoever makes it', () => chatOf('group', [people.owner, people.outsider]), /caller must be one/],
    ['of two with a topic', () => ({ ...chatOf('oneOnOne', [people.owner, people.member]), topic: 'A' }), /topic/],
    ['with one person twice', () => chatOf('group', [people.member, people.member]), /Duplicate/],
    ['with people of no role', () => ({ chatType: 'group', members: [memberOf(people.member, [])] }), /needs the role/],
  ])('%s is refused', async (_, body, sentence) => {
    const refused = await create(body())
    expect([refused.status, errorOf(refused).code]).toEqual([400, 'BadRequest'])
    expect(errorOf(refused).message).toMatch(sentence)
  })
})

describe('writing in a chat', () => {
  test('is for those who are in it, and nobody else reads it', async () => {
    const { body } = await create(chatOf('oneOnOne', [people.owner, people.member]))
    const path = `/chats/${String(body.id)}/messages`
    const sent = await person.graph(path, { method: 'POST', body: text('Are you there?') })
    expect(sent.body).toMatchObject({ chatId: body.id, channelIdentity: null, from: { user: { id: person.id } } })
    const outsider = await cloud.person(people.outsider, SCOPES)
    expect((await outsider.graph(path, { method: 'POST', body: text('Me too') })).status).toBe(403)
    expect((await outsider.graph(path)).status).toBe(403)
    expect(valuesOf((await cloud.graph(path)).body)[0]).toMatchObject({ id: sent.body.id })
  })

  test('is not for an application by itself', async () => {
    const { body } = await create(chatOf('oneOnOne', [people.owner, people.member]))
    const refused = await cloud.graph(`/chats/${String(body.id)}/messages`, { method: 'POST', body: text('Alert') })
    expect([refused.status, errorOf(refused).code]).toEqual([403, 'Forbidden'])
  })

  test('moves the chat up', async () => {
    const { body } = await create(chatOf('group', [people.owner, people.member]))
    const path = `/chats/${String(body.id)}`
    const sent = await person.graph(`${path}/messages`, { method: 'POST', body: text('Up') })
    expect((await person.graph(path)).body.lastUpdatedDateTime).toBe(sent.body.createdDateTime)
  })

  test('messages are ordered newest first alone, and filtered by what they are ordered by', async () => {
    const { body } = await create(chatOf('group', [people.owner, people.member]))
    const path = `/chats/${String(body.id)}/messages`
    const [early, late] = [
      await person.graph(path, { method: 'POST', body: text('a') }),
      await person.graph(path, { method: 'POST', body: text('b') }),
    ]
    const since = encodeURIComponent(`createdDateTime gt ${String(early.body.createdDateTime)}`)
    const found = await person.graph(`${path}?$orderby=createdDateTime desc&$filter=${since}`)
    expect(valuesOf(found.body).map(({ id }) => id)).toEqual([late.body.id])
    expect((await person.graph(`${path}?$orderby=createdDateTime asc`)).status).toBe(400)
    expect((await person.graph(`${path}?$filter=${since}`)).status).toBe(400)
  })
})

describe('seeing chats', () => {
  test('a person sees their own with its members, an application has to say whose', async () => {
    const { body } = await create(chatOf('oneOnOne', [people.owner, people.member]))
    const own = valuesOf((await person.graph('/me/chats?$expand=members')).body).find(({ id }) => id === body.id)
    expect(valuesOf({ value: own?.members ?? [] }).map(({ userId }) => userId)).toContain(people.owner)
    const refused = await cloud.graph('/chats')
    expect([refused.status, errorOf(refused)]).toEqual([
      412,
      { code: 'PreconditionFailed', message: 'Requested API is not supported in application-only context' },
    ])
    expect(valuesOf((await cloud.graph(`/users/${people.owner}/chats`)).body).map(({ id }) => id)).toContain(body.id)
  })

  test('whoever leaves a group chat does not see it any more', async () => {
    const { body } = await create(chatOf('group', [people.owner, people.member]))
    const path = `/chats/${String(body.id)}`
    const members = valuesOf((await person.graph(`${path}/members`)).body)
    const owner = members.find(({ userId }) => userId === people.owner)
    expect((await person.graph(`${path}/members/${String(owner?.id)}`, { method: 'DELETE' })).status).toBe(204)
    expect(valuesOf((await cloud.graph(`/users/${people.owner}/chats`)).body).map(({ id }) => id)).not.toContain(
      body.id,
    )
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, type GraphClient, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import { type TestTeam, testTeam } from '../../../testing/teams.ts'
import type { Json } from '../../../world/model.ts'

const ROLES = ['ChannelMessage.Read.All', 'Teamwork.Migrate.All', 'Group.ReadWrite.All', 'Channel.Create']
const SCOPES = ['ChannelMessage.Send', 'ChannelMessage.Read.All', 'ChannelMessage.ReadWrite']
const CARD = { type: 'AdaptiveCard', version: '1.4', body: [{ type: 'TextBlock', text: 'Line 4 is down' }] }

let cloud: TestCloud
let team: TestTeam
let member: GraphClient
beforeAll(async () => {
  cloud = await startTestCloud({ roles: ROLES })
  team = testTeam(cloud)
  member = await cloud.person(team.member, SCOPES)
})
afterAll(() => cloud.close())

const messages = () => `/teams/${team.id}/channels/${encodeURIComponent(team.channel)}/messages`
const send = (body: Json, who: GraphClient = member, to = messages()) => who.graph(to, { method: 'POST', body })
const plain = (content: string): Json => ({ body: { content } })
const html = (content: string, more: { [name: string]: Json } = {}): Json => ({
  body: { contentType: 'html', content },
  ...more,
})
const card = (content: Json, id = '74d2'): Json =>
  html(`<attachment id="${id}"></attachment>`, {
    attachments: [{ id: '74d2', contentType: 'application/vnd.microsoft.card.adaptive', content }],
  })

describe('who may write in a channel', () => {
  test('a member, as themselves', async () => {
    const sent = await send(plain('Pump 3 is back'))
    expect(sent.status).toBe(201)
    expect(sent.body).toMatchObject({
      messageType: 'message',
      importance: 'normal',
      body: { contentType: 'text', content: 'Pump 3 is back' },
      from: { application: null, user: { id: team.member, userIdentityType: 'aadUser' } },
      channelIdentity: { teamId: team.id, channelId: team.channel },
    })
  })

  test('nobody from outside the team', async () => {
    const outsider = await cloud.person(team.outsider, SCOPES)
    const refused = await send(plain('Hello?'), outsider)
    expect([refused.status, errorOf(refused).code]).toEqual([403, 'Forbidden'])
    expect((await outsider.graph(messages())).status).toBe(403)
  })

  test('no application by itself, though it holds the one permission there is', async () => {
    const refused = await send(plain('Alert'), cloud)
    expect([refused.status, errorOf(refused).code]).toEqual([403, 'Forbidden'])
    expect(errorOf(refused).message).toMatch(/^Message POST is allowed in application-only context only for import/)
  })

  test('no application that reads alone, and it is told what is missing', async () => {
    const reader = await cloud.app(['ChannelMessage.Read.All'])
    const refused = await send(plain('Alert'), reader)
    expect(errorOf(refused)).toEqual({
      code: 'Forbidden',
      message:
        "Missing role permissions on the request. API requires one of 'Teamwork.Migrate.All'. Roles on the request 'ChannelMessage.Read.All'.",
    })
  })
})

test('a resource-specific permission counts where the app is installed, and nowhere else', async () => {
  const app = await cloud.app(['ChannelMessage.Read.Group'])
  expect((await app.graph(messages())).status).toBe(403)
  const { id } = await cloud.control('publish-teams-app', { displayName: 'Reader', appId: app.appId })
  await cloud.control('install-teams-app', { app: String(id), team: team.id })
  expect((await app.graph(messages())).status).toBe(200)
})

describe('cards', () => {
  test('travel as JSON in a text and are named in the HTML', async () => {
    const sent = await send(card(JSON.stringify(CARD)))
    expect(sent.status).toBe(201)
    const [attachment] = valuesOf({ value: sent.body.attachments ?? [] })
    expect(JSON.parse(String(attachment?.content))).toEqual(CARD)
  })

  test.each<[string, Json, RegExp]>([
    ['as an object', card(CARD), /'attachments\/0\/content'/],
    ['that is no JSON', card('{'), /serialised to a string/],
    ['that is no Adaptive Card', card('{"type":"MessageCard"}'), /must be 'AdaptiveCard'/],
    ['that the body does not name', card(JSON.stringify(CARD), 'other'), /not referenced in the body/],
    ['named in a plain text', { ...Object(card(JSON.stringify(CARD))), body: { content: 'a' } }, /not referenced/],
    ['that is not there', html('<attachment id="9"></attachment>'), /which is not there/],
  ])('one %s is refused', async (_, body, sentence) => {
    const refused = await send(body)
    expect(refused.status).toBe(400)
    expect(errorOf(refused).message).toMatch(sentence)
  })

  test('28 KB of bytes are the most, whatever the number of characters', async () => {
    const long = (text: string) => card(JSON.stringify({ ...CARD, fallbackText: text }))
    expect((await send(long('x'.repeat(27_000)))).status).toBe(201)
    const refused = await send(long('ü'.repeat(15_000)))
    expect([refused.status, errorOf(refused).code]).toEqual([413, 'RequestEntityTooLarge'])
  })

  test('one that Teams would not show is taken all the same, and the control door says so', async () => {
    const { body } = await send(card(JSON.stringify({ type: 'AdaptiveCard', body: [] })))
    const { unshownCards } = await cloud.read('teams')
    const found = valuesOf({ value: unshownCards ?? [] }).find(({ message }) => message === body.id)
    expect(found?.problems).toEqual(["Property 'version' must be specified"])
  })
})

describe('mentions', () => {
  const mention = (userId: string, tag = 0): Json =>
    html(`<at id="${tag}">You</at> look`, {
      mentions: [{ id: 0, mentionText: 'You', mentioned: { user: { id: userId, userIdentityType: 'aadUser' } } }],
    })

  test('carry the name of whom they mean', async () => {
    const { body } = await send(mention(team.owner))
    const name = cloud.simulator.world.primary.find(team.owner)?.properties.displayName
    expect(body.mentions).toMatchObject([{ id: 0, mentioned: { user: { id: team.owner, displayName: name } } }])
  })

  test.each([
    ['of nobody', () => mention('00000000-0000-4000-8000-000000000001'), 404],
    ['that the body does not show', () => mention(team.owner, 3), 400],
  ])('%s are refused', async (_, body, status) => {
    expect((await send(body())).status).toBe(status)
  })
})

describe('reading', () => {
  test('newest first, in pages of at most 50, with the page’s size', async () => {
    for (const text of ['one', 'two', 'three']) await send(plain(text))
    const page = await cloud.graph(`${messages()}?$top=2`)
    expect(valuesOf(page.body).map(({ body }) => Object(body).content)).toEqual(['three', 'two'])
    expect(page.body['@odata.count']).toBe(2)
    const { items } = await cloud.all(`${messages()}?$top=2`)
    expect(items[2]).toMatchObject({ body: { content: 'one' } })
    const refused = await cloud.graph(`${messages()}?$top=51`)
    expect(errorOf(refused)).toEqual({
      code: 'BadRequest',
      message: "The limit of '50' for Top query has been exceeded. The value from the incoming request is '51'.",
    })
  })

  test('replies stand below their message, and with it on $expand', async () => {
    const { body } = await send(plain('Who is on call?'))
    const replies = `${messages()}/${String(body.id)}/replies`
    const reply = await send(plain('I am'), member, replies)
    expect(reply.body.replyToId).toBe(body.id)
    expect(valuesOf((await cloud.graph(replies)).body).map(({ id }) => id)).toEqual([reply.body.id])
    const [newest] = valuesOf((await cloud.graph(`${messages()}?$expand=replies`)).body)
    expect(newest).toMatchObject({ id: body.id, replies: [{ id: reply.body.id, body: { content: 'I am' } }] })
  })

  test('delta tells what is new, changed and deleted since, and then nothing', async () => {
    const { deltaLink } = await cloud.all(`${messages()}/delta`)
    const kept = String((await send(plain('Outage'))).body.id)
    const gone = String((await send(plain('Typo'))).body.id)
    await member.graph(`${messages()}/${kept}`, { method: 'PATCH', body: plain('Restored') })
    await member.graph(`${messages()}/${gone}/softDelete`, { method: 'POST' })
    const round = await cloud.all(deltaLink)
    expect(round.items).toMatchObject([
      { id: kept, body: { content: 'Restored' } },
      { id: gone, body: { content: '' }, deletedDateTime: expect.any(String) },
    ])
    expect((await cloud.all(round.deltaLink)).items).toEqual([])
    expect((await cloud.graph(`${messages()}/delta?$deltatoken=forged`)).status).toBe(400)
  })
})

describe('a message that is there', () => {
  test('is edited by its author, who sees it marked', async () => {
    const { body } = await send(plain('Outage in sector 7'))
    const path = `${messages()}/${String(body.id)}`
    expect((await member.graph(path, { method: 'PATCH', body: plain('Power is back') })).status).toBe(204)
    const after = (await cloud.graph(path)).body
    expect(after).toMatchObject({ body: { content: 'Power is back' }, lastEditedDateTime: expect.any(String) })
  })

  test('is edited and deleted by nobody else', async () => {
    const { body } = await send(plain('Mine'))
    const owner = await cloud.person(team.owner, SCOPES)
    const path = `${messages()}/${String(body.id)}`
    expect((await owner.graph(path, { method: 'PATCH', body: plain('Yours') })).status).toBe(403)
    expect((await owner.graph(`${path}/softDelete`, { method: 'POST' })).status).toBe(403)
  })

  test('has each reaction of a person once', async () => {
    const { body } = await send(plain('Done'))
    const path = `${messages()}/${String(body.id)}`
    const react = (what: string) => member.graph(`${path}/${what}`, { method: 'POST', body: { reactionType: '👍' } })
    await react('setReaction')
    await react('setReaction')
    expect((await cloud.graph(path)).body.reactions).toMatchObject([
      { reactionType: '👍', user: { user: { id: team.member } } },
    ])
    await react('unsetReaction')
    expect((await cloud.graph(path)).body.reactions).toEqual([])
  })
})

test('what is written is told on by the path of the message', async () => {
  const told: string[] = []
  const stop = cloud.simulator.world.feed.listen(({ changeType, resource }) => told.push(`${changeType} ${resource}`))
  const { body } = await send(plain('News'))
  stop()
  expect(told).toEqual([`created teams/${team.id}/channels/${team.channel}/messages/${String(body.id)}`])
})

describe('importing messages', () => {
  const TEMPLATE = "https://graph.microsoft.com/v1.0/teamsTemplates('standard')"
  const migration = { '@microsoft.graph.teamCreationMode': 'migration', createdDateTime: '2024-03-14T11:22:17.067Z' }

  async function importing() {
    const body = { 'template@odata.bind': TEMPLATE, displayName: 'Imported', ...migration }
    const { headers } = await cloud.graph('/teams', { method: 'POST', body })
    const id = /'([^']+)'/.exec(headers.get('content-location') ?? '')?.[1] ?? ''
    const channel = String((await cloud.graph(`/teams/${id}/primaryChannel`)).body.id)
    return { path: `/teams/${id}`, channel: `/teams/${id}/channels/${channel}` }
  }

  const old = (createdDateTime: string): Json => ({
    ...Object(plain('From the old system')),
    createdDateTime,
    from: { user: { id: team.member, displayName: 'Somebody', userIdentityType: 'aadUser' } },
  })

  test('an application writes back-dated messages, then opens channel and team', async () => {
    const { path, channel } = await importing()
    expect((await cloud.graph(path)).body.createdDateTime).toBe('2024-03-14T11:22:17.067Z')
    const sent = await send(old('2024-05-01T08:00:00.000Z'), cloud, `${channel}/messages`)
    expect(sent.body).toMatchObject({
      createdDateTime: '2024-05-01T08:00:00.000Z',
      id: String(Date.parse('2024-05-01T08:00:00Z')),
      from: { user: { id: team.member } },
    })
    const early = await cloud.graph(`${path}/completeMigration`, { method: 'POST' })
    expect(errorOf(early)).toEqual({ code: 'BadRequest', message: 'All channels must be finalized before team.' })
    expect((await cloud.graph(`${channel}/completeMigration`, { method: 'POST' })).status).toBe(204)
    expect((await cloud.graph(`${path}/completeMigration`, { method: 'POST' })).status).toBe(204)
    expect((await send(old('2024-05-01T08:00:00.000Z'), cloud, `${channel}/messages`)).status).toBe(403)
  })

  test('a channel alone can be imported into', async () => {
    const mode = { '@microsoft.graph.channelCreationMode': 'migration', createdDateTime: '2024-03-14T11:22:17.067Z' }
    const { body } = await cloud.graph(`/teams/${team.id}/channels`, {
      method: 'POST',
      body: { displayName: 'Archive', ...mode },
    })
    const channel = `/teams/${team.id}/channels/${String(body.id)}`
    expect((await send(plain('Not yet'), member, `${channel}/messages`)).status).toBe(403)
    expect((await send(old('2024-05-01T08:00:00.000Z'), cloud, `${channel}/messages`)).status).toBe(201)
    await cloud.graph(`${channel}/completeMigration`, { method: 'POST' })
    expect((await send(plain('Now'), member, `${channel}/messages`)).status).toBe(201)
  })

  test.each<[string, () => Json, RegExp]>([
    ['without an instant', () => plain('When?'), /'createdDateTime' is required/],
    ['from the future', () => old('2099-01-01T00:00:00Z'), /must not be in the future/],
    ['of nobody', () => ({ ...Object(old('2024-05-01T08:00:00Z')), from: null }), /'from.user' is required/],
  ])('a message %s is refused', async (_, body, sentence) => {
    const { channel } = await importing()
    const refused = await send(body(), cloud, `${channel}/messages`)
    expect(refused.status).toBe(400)
    expect(errorOf(refused).message).toMatch(sentence)
  })
})

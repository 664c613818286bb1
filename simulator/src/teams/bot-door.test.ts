import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendJson } from '../http/exchange.ts'
import { createSigningKeys } from '../identity/signing-keys.ts'
import { startTestCloud, type TestCloud, valuesOf } from '../testing/cloud.ts'
import { type TestTeam, testTeam } from '../testing/teams.ts'
import { isObject, type Json } from '../world/model.ts'
import { botDoor } from './bot-door.ts'

const BOT = '0b07b07b-0000-4000-8000-000000000001'
const STRANGER = '0b07b07b-0000-4000-8000-000000000002'
const CARD = {
  type: 'AdaptiveCard',
  version: '1.4',
  body: [{ type: 'TextBlock', text: 'Who takes over?' }],
  actions: [
    { type: 'Action.Execute', title: 'I do', verb: 'take', data: { outage: 'O-17' } },
    { type: 'Action.Submit', title: 'Later', data: { later: true } },
  ],
}

let cloud: TestCloud
let team: TestTeam
let connector: Server
let bot: Server
let service: string
let received: { activity: { [name: string]: Json }; authorization: string }[] = []
let answer: Json = null

beforeAll(async () => {
  cloud = await startTestCloud({ roles: ['ChannelMessage.Read.All', 'Chat.Read.All'] })
  team = testTeam(cloud)
  const made = await createSigningKeys()
  const keys = async () => made
  // The token's own text is the bot's id: what the identity platform says of tokens is for its tests.
  const verifyBotToken = async (token: string) => (token === 'forged' ? undefined : token)
  const door = botDoor({ world: cloud.simulator.world, verifyBotToken, keys })
  connector = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    door(request, response, url).then((taken) => taken || sendJson(response, 404, { error: 'not the connector’s' }))
  })
  bot = createServer((request, response) => {
    readText(request).then((text) => {
      const activity: { [name: string]: Json } = JSON.parse(text)
      received.push({ activity, authorization: request.headers.authorization ?? '' })
      sendJson(response, 200, answer)
    })
  })
  service = `http://127.0.0.1:${await listening(connector)}/botframework/emea`
  const messagingEndpoint = `http://127.0.0.1:${await listening(bot)}/api/messages`
  const app = { displayName: 'Outage bot', appId: BOT, messagingEndpoint }
  const { id } = await cloud.control('publish-teams-app', app)
  await cloud.control('install-teams-app', { app: String(id), team: team.id })
  await cloud.control('install-teams-app', { app: String(id), user: team.member })
})
afterAll(async () => {
  connector.close()
  bot.close()
  await cloud.close()
})

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}

async function call(method: string, path: string, body?: Json, token = BOT) {
  const content = body === undefined ? {} : { body: JSON.stringify(body) }
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const response = await fetch(`${service}/v3/conversations${path}`, { method, headers, ...content })
  const text = await response.text()
  const parsed: Json = text === '' ? null : JSON.parse(text)
  const answered = isObject(parsed) ? parsed : { value: parsed }
  const error = isObject(answered.error) ? answered.error : {}
  return { status: response.status, body: answered, code: error.code }
}

const said = (text: string): Json => ({ type: 'message', text })
const withCard = (content: Json): Json => ({
  type: 'message',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
})
const at = (id: Json | undefined) => `/${encodeURIComponent(String(id))}/activities`
const thread = (activity: Json, channel = team.channel) => ({
  isGroup: true,
  channelData: { channel: { id: channel } },
  activity,
})
const inGraph = async (id: Json | undefined) =>
  (await cloud.graph(`/teams/${team.id}/channels/${team.channel}/messages/${String(id)}`)).body

describe('a bot whose app is installed', () => {
  test('starts a thread in a channel, and goes on in it', async () => {
    const { status, body } = await call('POST', '', thread(said('Line 4 is down')))
    expect([status, body.id]).toEqual([201, `${team.channel};messageid=${String(body.activityId)}`])
    expect(await inGraph(body.activityId)).toMatchObject({
      body: { content: 'Line 4 is down' },
      from: { application: { id: BOT, displayName: 'Outage bot', applicationIdentityType: 'bot' }, user: null },
    })
    const reply = await call('POST', at(body.id), said('A crew is on its way'))
    const replies = await cloud.graph(
      `/teams/${team.id}/channels/${team.channel}/messages/${String(body.activityId)}/replies`,
    )
    expect(valuesOf(replies.body)).toMatchObject([{ id: reply.body.id, body: { content: 'A crew is on its way' } }])
  })

  test('rewrites its own card and takes it away', async () => {
    const { body } = await call('POST', at(team.channel), withCard(CARD))
    const path = `${at(team.channel)}/${String(body.id)}`
    expect((await call('PUT', path, withCard({ ...CARD, body: [] }))).status).toBe(200)
    const [attachment] = valuesOf({ value: (await inGraph(body.id)).attachments ?? [] })
    expect(JSON.parse(String(attachment?.content)).body).toEqual([])
    expect((await call('DELETE', path)).status).toBe(200)
    expect((await inGraph(body.id)).deletedDateTime).toEqual(expect.any(String))
    expect(await call('PUT', path, said('Again'))).toMatchObject({
      status: 404,
      code: 'ActivityNotFoundInConversation',
    })
  })

  test('opens its chat with a person, who then sees it', async () => {
    const tenant = { tenant: { id: cloud.tenantId } }
    const opened = await call('POST', '', {
      bot: { id: BOT },
      members: [{ id: `29:${team.member}` }],
      channelData: tenant,
    })
    expect(opened.status).toBe(201)
    expect((await call('POST', at(opened.body.id), said('Your request is approved'))).status).toBe(201)
    const messages = await cloud.graph(`/chats/${String(opened.body.id)}/messages`)
    expect(valuesOf(messages.body)).toMatchObject([{ body: { content: 'Your request is approved' } }])
  })

  test('sees who is in the channel', async () => {
    const { body } = await call('GET', `/${encodeURIComponent(team.channel)}/members`)
    expect(valuesOf(body).map(({ aadObjectId }) => aadObjectId)).toContain(team.member)
  })
})

describe('is refused', () => {
  test('a bot that is not installed in the team', async () => {
    const refused = await call('POST', '', thread(said('Hello')), STRANGER)
    expect([refused.status, refused.body.error]).toEqual([
      403,
      { code: 'BotNotInConversationRoster', message: 'The bot is not part of the conversation roster.' },
    ])
  })

  test('a chat with somebody who does not have the app', async () => {
    const body = { members: [{ id: `29:${team.outsider}` }], tenantId: cloud.tenantId }
    expect((await call('POST', '', body)).code).toBe('BotNotInConversationRoster')
  })

  test.each<[string, () => Promise<{ status: number; code: Json | undefined }>, number, string | undefined]>([
    ['a token that does not hold', () => call('POST', at(team.channel), said('a'), 'forged'), 401, undefined],
    [
      'a conversation that is not there',
      () => call('POST', at('19:none@thread.tacv2'), said('a')),
      404,
      'ConversationNotFound',
    ],
    ['an activity of another type', () => call('POST', at(team.channel), { type: 'trace' }), 400, 'BadArgument'],
    ['a card that is none', () => call('POST', at(team.channel), withCard({ type: 'Hero' })), 400, 'BadSyntax'],
    ['more than 100 KB', () => call('POST', at(team.channel), said('x'.repeat(110_000))), 413, 'MessageSizeTooBig'],
  ])('%s', async (_, attempt, status, code) => {
    const refused = await attempt()
    expect([refused.status, refused.code]).toEqual([status, code])
  })

  test('rewriting what a person wrote', async () => {
    const { id } = await cloud.control('post-message', { team: team.id, user: team.member, text: 'Mine' })
    expect((await call('PUT', `${at(team.channel)}/${String(id)}`, said('Yours'))).status).toBe(403)
  })
})

describe('a button of a card', () => {
  async function pressed(action: string, more: { [name: string]: Json } = {}) {
    const { id } = await cloud.control('bot-send', { bot: BOT, conversation: team.channel, activity: withCard(CARD) })
    received = []
    const press = { conversation: team.channel, message: String(id), user: team.member, action, ...more }
    return { id, result: await cloud.control('press-card-action', press) }
  }

  test('reaches the bot as an invoke that it can verify', async () => {
    answer = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Thank you' }
    const { id, result } = await pressed('I do', { inputs: { eta: '14:00' } })
    expect(result).toMatchObject({ delivered: true, status: 200, replaced: false })
    const [{ activity, authorization } = { activity: {}, authorization: '' }] = received
    expect(activity).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: id,
      from: { aadObjectId: team.member },
      recipient: { id: `28:${BOT}` },
      conversation: { id: `${team.channel};messageid=${String(id)}`, conversationType: 'channel' },
      value: { action: { type: 'Action.Execute', verb: 'take', data: { outage: 'O-17', eta: '14:00' } } },
    })
    const metadata = `${cloud.simulator.url}/botframework/v1/.well-known/openidconfiguration`
    const configuration: { issuer: string; jwks_uri: string } = JSON.parse(await (await fetch(metadata)).text())
    const keys = createRemoteJWKSet(new URL(configuration.jwks_uri))
    const { payload } = await jwtVerify(authorization.replace('Bearer ', ''), keys, {
      issuer: configuration.issuer,
      audience: BOT,
    })
    expect(payload.serviceurl).toBe(activity.serviceUrl)
  })

  test('is answered by a card, which takes the place of the one before', async () => {
    const taken = { type: 'AdaptiveCard', version: '1.4', body: [{ type: 'TextBlock', text: 'Taken' }] }
    answer = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: taken }
    const { id, result } = await pressed('I do')
    expect(result.replaced).toBe(true)
    const [attachment] = valuesOf({ value: (await inGraph(id)).attachments ?? [] })
    expect(JSON.parse(String(attachment?.content))).toEqual(taken)
  })

  test('of the older kind arrives as a message with a value', async () => {
    answer = null
    await pressed('Later', { inputs: { reason: 'busy' } })
    expect(received[0]?.activity).toMatchObject({ type: 'message', value: { later: true, reason: 'busy' } })
  })

  test('that is not there is refused with those that are', async () => {
    expect(String((await pressed('Nothing')).result.error)).toMatch(/there are I do, Later/)
  })
})

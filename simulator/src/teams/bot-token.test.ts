import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestCloud, type TestCloud } from '../testing/cloud.ts'
import { type TestTeam, testTeam } from '../testing/teams.ts'
import { isObject } from '../world/model.ts'

const BOT = '0b07b07b-0000-4000-8000-000000000003'
const SECRET = 'secret-of-the-bot'

let cloud: TestCloud
let team: TestTeam
beforeAll(async () => {
  cloud = await startTestCloud({ roles: ['ChannelMessage.Read.All'] })
  team = testTeam(cloud)
  const messagingEndpoint = 'http://127.0.0.1:9/api/messages'
  const app = { displayName: 'Outage bot', appId: BOT, messagingEndpoint }
  const { id } = await cloud.control('publish-teams-app', app)
  await cloud.control('install-teams-app', { app: String(id), team: team.id })
  await cloud.control('registrations', { appId: BOT, displayName: 'Outage bot', secret: SECRET, consented: true })
})
afterAll(() => cloud.close())

async function tokenFor(scope: string): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: BOT, client_secret: SECRET, scope }
  const address = `${cloud.simulator.url}/botframework.com/oauth2/v2.0/token`
  const answer: unknown = await (await fetch(address, { method: 'POST', body: new URLSearchParams(form) })).json()
  return isObject(answer) ? String(answer.access_token) : ''
}

function post(token: string) {
  return fetch(`${cloud.simulator.url}/botframework/emea/v3/conversations/${team.channel}/activities`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'message', text: 'The line is back' }),
  })
}

test('a bot posts with a token that the identity platform gave it in the Bot Framework’s tenancy', async () => {
  const posted = await post(await tokenFor('https://api.botframework.com/.default'))
  expect(posted.status, await posted.clone().text()).toBe(201)
})

test('a token for Graph is none for the connector', async () => {
  expect((await post(await tokenFor('https://graph.microsoft.com/.default'))).status).toBe(401)
})

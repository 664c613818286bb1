import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestCloud, type TestCloud, valuesOf } from '../testing/cloud.ts'
import { type TestTeam, testTeam } from '../testing/teams.ts'
import { isObject, type Json } from '../world/model.ts'

let cloud: TestCloud
let team: TestTeam
let address: string
let workflow: string
beforeAll(async () => {
  cloud = await startTestCloud({ roles: ['ChannelMessage.Read.All', 'Channel.Create', 'Group.ReadWrite.All'] })
  team = testTeam(cloud)
})
afterAll(() => cloud.close())
beforeEach(async () => {
  const made = await cloud.control('create-workflow', { team: team.id, owner: team.owner })
  workflow = String(made.id)
  address = `${cloud.simulator.url}${String(made.path)}`
})

const CARD = { type: 'AdaptiveCard', version: '1.4', body: [{ type: 'TextBlock', text: 'Line 4 is down' }] }
const message = (...cards: Json[]): Json => ({
  type: 'message',
  attachments: cards.map((content) => ({
    contentType: 'application/vnd.microsoft.card.adaptive',
    contentUrl: null,
    content,
  })),
})

async function send(body: Json, to = address, method = 'POST') {
  const content = method === 'GET' ? {} : { body: JSON.stringify(body) }
  const response = await fetch(to, { method, headers: { 'content-type': 'application/json' }, ...content })
  const text = await response.text()
  const answer: Json = text === '' ? null : JSON.parse(text)
  const error = isObject(answer) && isObject(answer.error) ? answer.error : {}
  return { status: response.status, text, code: error.code, headers: response.headers }
}

async function lastRun(): Promise<{ [name: string]: Json }> {
  const workflows = valuesOf({ value: (await cloud.read('teams')).workflows ?? [] })
  const runs = valuesOf({ value: workflows.find(({ id }) => id === workflow)?.runs ?? [] })
  return runs.at(-1) ?? {}
}

const posted = async () =>
  valuesOf((await cloud.graph(`/teams/${team.id}/channels/${team.channel}/messages?$top=1`)).body)[0]

test('its addresses are those of the real hosts', async () => {
  const made = await cloud.control('create-workflow', { team: team.id, owner: team.owner })
  expect(String(made.url)).toMatch(
    /^https:\/\/default[0-9a-f]{30}\.[0-9a-f]{2}\.environment\.api\.powerplatform\.com:443\//,
  )
  expect(String(made.olderUrl)).toMatch(
    /^https:\/\/prod-07\.westeurope\.logic\.azure\.com:443\/workflows\/[0-9a-f]{32}\//,
  )
  expect(new URL(String(made.url)).searchParams.get('sp')).toBe('/triggers/manual/run')
})

test('whoever has the address posts a card, as the Workflows app', async () => {
  const sent = await send(message(CARD))
  expect([sent.status, sent.text]).toEqual([202, ''])
  expect(await posted()).toMatchObject({
    from: { application: { displayName: 'Workflows' }, user: null },
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: JSON.stringify(CARD) }],
  })
  expect(await lastRun()).toMatchObject({ status: 'Succeeded', deadButtons: [], problems: [] })
  expect(sent.headers.get('x-ms-workflow-run-id')).toBe((await lastRun()).id)
})

test('the address of the Power Platform reaches it too', async () => {
  const path = address.replace('/workflows/', '/powerautomate/automations/direct/workflows/')
  expect((await send(message(CARD), path)).status).toBe(202)
})

describe('is refused', () => {
  test.each<[string, () => string, number, string]>([
    ['without a signature', () => address.replace(/&sig=.*/, ''), 401, 'DirectApiAuthorizationRequired'],
    ['with a wrong one', () => address.replace(/&sig=.*/, '&sig=forged'), 401, 'AuthorizationFailed'],
    ['without an api-version', () => address.replace(/api-version=[^&]*&/, ''), 400, 'MissingApiVersionParameter'],
    ['where there is no workflow', () => address.replace(workflow, 'a'.repeat(32)), 404, 'WorkflowNotFound'],
  ])('what comes %s', async (_, to, status, code) => {
    const { status: actual, code: said } = await send(message(CARD), to())
    expect([actual, said]).toEqual([status, code])
  })

  test('another method than POST', async () => {
    expect((await send(null, address, 'GET')).status).toBe(405)
  })

  test('what is no JSON', async () => {
    const response = await fetch(address, { method: 'POST', body: '{' })
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('InvalidRequestContent')])
  })

  test('more than 28 KB', async () => {
    expect((await send(message({ ...CARD, fallbackText: 'x'.repeat(30_000) }))).status).toBe(413)
  })
})

describe('is accepted, and the run fails', () => {
  test.each<[string, Json]>([
    ['a text alone', { text: 'Line 4 is down' }],
    ['a card of the old connectors', { '@type': 'MessageCard', text: 'Line 4 is down' }],
    ['no card', message({ type: 'Nothing' })],
    ['a card written as a text', message(JSON.stringify(CARD))],
  ])('%s', async (_, body) => {
    const before = (await posted())?.id
    expect((await send(body)).status).toBe(202)
    expect((await lastRun()).status).toBe('Failed')
    expect((await posted())?.id).toBe(before)
  })

  test('a private channel, where the Workflows app is not', async () => {
    const members = [{ 'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${team.owner}')`, roles: ['owner'] }]
    const body = { displayName: 'Few', membershipType: 'private', members }
    const { id } = (await cloud.graph(`/teams/${team.id}/channels`, { method: 'POST', body })).body
    const made = await cloud.control('create-workflow', { team: team.id, channel: String(id), owner: team.owner })
    workflow = String(made.id)
    expect((await send(message(CARD), `${cloud.simulator.url}${String(made.path)}`)).status).toBe(202)
    expect((await lastRun()).error).toMatchObject({ code: 'BotNotInConversationRoster' })
  })
})

test('buttons that would answer are shown and do nothing, which the run says', async () => {
  const actions = [
    { type: 'Action.OpenUrl', title: 'Map', url: 'https://map.example' },
    { type: 'Action.Execute', title: 'Take over', verb: 'take' },
    { type: 'Action.Submit', title: 'Confirm' },
  ]
  await send(message({ ...CARD, actions }))
  const { deadButtons, messageIds } = await lastRun()
  expect(deadButtons).toEqual(['Take over', 'Confirm'])
  const press = (action: string) =>
    cloud.control('press-card-action', {
      conversation: team.channel,
      message: String(Array.isArray(messageIds) ? messageIds[0] : ''),
      user: team.member,
      action,
    })
  expect(await press('Map')).toEqual({ opened: 'https://map.example' })
  expect(String((await press('Take over')).error)).toMatch(/does nothing/)
})

test('it stops when its owner’s account is blocked, and is gone when the owner is', async () => {
  const { id } = await cloud.control('hire')
  const owner = String(id)
  await cloud.control('add-to-group', { group: team.id, member: owner })
  const made = await cloud.control('create-workflow', { team: team.id, owner })
  const to = `${cloud.simulator.url}${String(made.path)}`
  expect((await send(message(CARD), to)).status).toBe(202)
  await cloud.control('block', { user: owner })
  expect(await send(message(CARD), to)).toMatchObject({ status: 400, code: 'WorkflowTriggerIsNotEnabled' })
  await cloud.control('unblock', { user: owner })
  expect((await send(message(CARD), to)).status).toBe(202)
  await cloud.control('leave', { user: owner })
  expect(await send(message(CARD), to)).toMatchObject({ status: 404, code: 'WorkflowNotFound' })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { errorOf, startTestCloud, TEST_APP, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import { type TestTeam, testTeam } from '../../../testing/teams.ts'
import type { Json } from '../../../world/model.ts'

let cloud: TestCloud
let team: TestTeam
beforeAll(async () => {
  cloud = await startTestCloud({ roles: ['TeamsActivity.Send', 'User.Read.All'] })
  team = testTeam(cloud)
  const activityTypes = [{ type: 'taskCreated', templateText: '{actor} created task {taskId}' }]
  const { id } = await cloud.control('publish-teams-app', { displayName: 'Tasks', appId: TEST_APP, activityTypes })
  await cloud.control('install-teams-app', { app: String(id), user: team.member })
})
afterAll(() => cloud.close())

const TOPIC = { source: 'text', value: 'Shift', webUrl: 'https://teams.microsoft.com/l/entity/tasks' }
const task = (more: { [name: string]: Json } = {}) => ({
  topic: TOPIC,
  activityType: 'taskCreated',
  previewText: { content: 'New task' },
  templateParameters: [{ name: 'taskId', value: '12322' }],
  ...more,
})
const send = (body: Json, to = team.member) =>
  cloud.graph(`/users/${to}/teamwork/sendActivityNotification`, { method: 'POST', body })
const feed = async () => valuesOf({ value: (await cloud.read('teams')).notifications ?? [] })

test('an application by itself notifies a person for whom its app is installed', async () => {
  expect((await send(task())).status).toBe(204)
  expect((await feed()).at(-1)).toMatchObject({
    appId: TEST_APP,
    recipientId: team.member,
    text: 'created task 12322',
    previewText: 'New task',
    topic: TOPIC,
  })
})

test('and nobody else', async () => {
  const refused = await send(task(), team.outsider)
  expect(refused.status).toBe(403)
  expect(errorOf(refused).message).toMatch(/Ensure that the expected Teams app is installed in the target scope/)
})

test('a later notification of a chain takes the place of the one before', async () => {
  await send(task({ chainId: 7, previewText: { content: 'Outage' } }))
  await send(task({ chainId: 7, previewText: { content: 'Restored' } }))
  const chain = (await feed()).filter(({ chainId }) => chainId === 7)
  expect(chain.map(({ previewText }) => previewText)).toEqual(['Restored'])
})

test.each<[string, { [name: string]: Json }, RegExp]>([
  ['a text without an address', { topic: { source: 'text', value: 'Shift' } }, /'webUrl' is required/],
  ['an address elsewhere', { topic: { ...TOPIC, webUrl: 'https://elsewhere.example' } }, /deep link/],
  [
    'an entity that is none of Graph',
    { topic: { source: 'entityUrl', value: 'https://a.example/b' } },
    /Microsoft Graph/,
  ],
  ['a type that no manifest declares', { activityType: 'unheardOf' }, /not declared in the manifest/],
  ['a template parameter that is missing', { templateParameters: [] }, /needs parameters/],
])('%s is refused', async (_, more, sentence) => {
  const refused = await send(task(more))
  expect([refused.status, errorOf(refused).code]).toEqual([400, 'BadRequest'])
  expect(errorOf(refused).message).toMatch(sentence)
})

test('free text needs no manifest', async () => {
  const templateParameters = [{ name: 'systemDefaultText', value: 'Power is back' }]
  expect((await send(task({ activityType: 'systemDefault', templateParameters }))).status).toBe(204)
  expect((await feed()).at(-1)?.text).toBe('Power is back')
})

import type { Json } from '../../world/model.ts'
import type { CaseRequest, ContractCase, ContractFixture } from '../contract-case.ts'
import { chatOf, memberOf, membershipOf, testTeam } from '../teams.ts'

const CHANNEL = '/teams/{team-id}/channels/{channel-id}'
const MESSAGE = `${CHANNEL}/messages/{chatMessage-id}`
const REPLY = `${MESSAGE}/replies/{chatMessage-id1}`
const CHAT_MESSAGE = '/chats/{chat-id}/messages/{chatMessage-id}'
const TEMPLATE = "https://graph.microsoft.com/v1.0/teamsTemplates('standard')"
const text = (content: string): Json => ({ body: { content } })

/** A case whose path needs no more than the fixture's ids. */
function plain(method: string, template: string, body?: Json, as?: 'person'): ContractCase {
  const content = body === undefined ? {} : { body }
  const request = ({ path }: ContractFixture): CaseRequest => ({ path: path(template), ...content })
  return { route: `${method} ${template}`, ...(as ? { as } : {}), request }
}

const admin = ({ cloud }: ContractFixture) => `admin@${cloud.simulator.world.primary.profile.domain}`

/** The path of a message that the administrator has just written. */
async function written({ cloud, path }: ContractFixture, template: string): Promise<string> {
  const person = await cloud.person('admin', ['ChannelMessage.Send', 'ChatMessage.Send'])
  const list = path(template)
  const { body } = await person.graph(list, { method: 'POST', body: text('Written for this') })
  return `${list}/${String(body.id)}`
}

/** What a person does to their own message, in each of the places where messages stand. */
function ownMessage(method: string, template: string, below: string, body?: Json): ContractCase {
  return {
    route: `${method} ${template}${below}`,
    as: 'person',
    request: async (fixture) => ({
      path: `${await written(fixture, template.slice(0, template.lastIndexOf('/')))}${below}`,
      ...(body === undefined ? {} : { body }),
    }),
  }
}

/** A new team, as far as its making depends on what the body adds. */
async function newTeam(
  { cloud }: ContractFixture,
  displayName: string,
  more: { [name: string]: Json },
): Promise<string> {
  const body = { 'template@odata.bind': TEMPLATE, displayName, ...more }
  const { headers } = await cloud.graph('/teams', { method: 'POST', body })
  return /teams\('([^']+)'\)/.exec(headers.get('content-location') ?? '')?.[1] ?? ''
}

const migrating = { '@microsoft.graph.teamCreationMode': 'migration', createdDateTime: '2025-03-14T11:22:17.067Z' }

async function privateChannel({ cloud, path, ids }: ContractFixture, displayName: string): Promise<string> {
  const { owner } = testTeam(cloud)
  const body = { displayName, membershipType: 'private', members: [memberOf(owner, ['owner'])] }
  const created = await cloud.graph(path('/teams/{team-id}/channels'), { method: 'POST', body })
  return `/teams/${ids['team-id']}/channels/${String(created.body.id)}`
}

async function group({ cloud }: ContractFixture, displayName: string): Promise<string> {
  const { id } = await cloud.control('create-group', { displayName, kind: 'microsoft365' })
  await cloud.control('add-owner', { object: String(id), owner: testTeam(cloud).owner })
  return String(id)
}

async function groupChat({ cloud }: ContractFixture): Promise<string> {
  const { owner, member, outsider } = testTeam(cloud)
  const { body } = await cloud.graph('/chats', { method: 'POST', body: chatOf('group', [owner, member, outsider]) })
  return `/chats/${String(body.id)}`
}

/** Publishes an app and, when asked, installs it; answers its id in the catalogue and its installation's. */
async function app({ cloud }: ContractFixture, displayName: string, where?: { [name: string]: string }) {
  const appId = '6d1f2c1e-7f0a-4d5e-9a51-0c3f6a4f2b11'
  const activityTypes = [{ type: 'taskCreated', templateText: 'created task {taskId}' }]
  const { id } = await cloud.control('publish-teams-app', { displayName, appId, activityTypes })
  const installed = where ? await cloud.control('install-teams-app', { app: String(id), ...where }) : {}
  const bound = { 'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${String(id)}` }
  return { bound, installation: encodeURIComponent(String(installed.id)) }
}

const notification = {
  topic: { source: 'text', value: 'Shift', webUrl: 'https://teams.microsoft.com/l/entity/a' },
  activityType: 'taskCreated',
  previewText: { content: 'New task' },
  templateParameters: [{ name: 'taskId', value: '12322' }],
}
const recipient = (userId: string) => ({ '@odata.type': 'microsoft.graph.aadUserNotificationRecipient', userId })

const teams: readonly ContractCase[] = [
  {
    route: 'POST /teams',
    request: (fixture) => ({
      path: '/teams',
      body: {
        'template@odata.bind': TEMPLATE,
        displayName: 'Night shift',
        members: [memberOf(admin(fixture), ['owner'])],
      },
    }),
  },
  {
    route: 'PUT /groups/{group-id}/team',
    request: async (fixture) => ({
      path: `/groups/${await group(fixture, 'Becomes a team')}/team`,
      body: { funSettings: { allowGiphy: false } },
    }),
  },
  {
    route: 'GET /teams/{team-id}/operations/{teamsAsyncOperation-id}',
    request: async ({ cloud, path }) => {
      const { headers } = await cloud.graph(path('/teams/{team-id}/unarchive'), { method: 'POST' })
      return { path: headers.get('location') ?? '' }
    },
  },
  plain('PATCH', '/teams/{team-id}', { memberSettings: { allowDeleteChannels: false } }),
  {
    route: 'POST /teams/{team-id}/archive',
    request: async (fixture) => {
      const members = [memberOf(admin(fixture), ['owner'])]
      return { path: `/teams/${await newTeam(fixture, 'Done with', { members })}/archive` }
    },
  },
  plain('POST', '/teams/{team-id}/unarchive'),
  {
    route: 'GET /teams/{team-id}/members/{conversationMember-id}',
    request: async ({ cloud, path }) => {
      const id = await membershipOf(cloud, path('/teams/{team-id}'), testTeam(cloud).owner)
      return { path: `${path('/teams/{team-id}/members')}/${id}` }
    },
  },
  {
    route: 'POST /teams/{team-id}/members',
    request: ({ cloud, path }) => ({
      path: path('/teams/{team-id}/members'),
      body: memberOf(testTeam(cloud).outsider, []),
    }),
  },
  ...(['PATCH', 'DELETE'] as const).map(
    (method): ContractCase => ({
      route: `${method} /teams/{team-id}/members/{conversationMember-id}`,
      request: async ({ cloud, path }) => {
        const { outsider } = testTeam(cloud)
        await cloud.graph(path('/teams/{team-id}/members'), { method: 'POST', body: memberOf(outsider, []) })
        const id = await membershipOf(cloud, path('/teams/{team-id}'), outsider)
        const body = method === 'PATCH' ? { body: { roles: ['owner'] } } : {}
        return { path: `${path('/teams/{team-id}/members')}/${id}`, ...body }
      },
    }),
  ),
  plain('POST', '/teams/{team-id}/channels', { displayName: 'Turbine hall', membershipType: 'standard' }),
  plain('PATCH', CHANNEL, { description: 'For everyone' }),
  {
    route: `DELETE ${CHANNEL}`,
    request: async (fixture) => ({ path: await privateChannel(fixture, 'Short-lived') }),
  },
  {
    route: `POST ${CHANNEL}/completeMigration`,
    request: async (fixture) => {
      const team = await newTeam(fixture, 'Import one', migrating)
      const { body } = await fixture.cloud.graph(`/teams/${team}/primaryChannel`)
      return { path: `/teams/${team}/channels/${String(body.id)}/completeMigration` }
    },
  },
  {
    route: 'POST /teams/{team-id}/completeMigration',
    request: async (fixture) => {
      const team = await newTeam(fixture, 'Import two', migrating)
      const { body } = await fixture.cloud.graph(`/teams/${team}/primaryChannel`)
      const channel = `/teams/${team}/channels/${String(body.id)}/completeMigration`
      await fixture.cloud.graph(channel, { method: 'POST' })
      return { path: `/teams/${team}/completeMigration` }
    },
  },
]

const rosters: readonly ContractCase[] = [CHANNEL, '/chats/{chat-id}'].flatMap((base): ContractCase[] => {
  const isChat = base.startsWith('/chats')
  const place = (fixture: ContractFixture, name: string) =>
    isChat ? groupChat(fixture) : privateChannel(fixture, name)
  return [
    {
      route: `POST ${base}/members`,
      request: async (fixture) => {
        const { member } = testTeam(fixture.cloud)
        const who = isChat ? admin(fixture) : member
        return { path: `${await place(fixture, 'Few')}/members`, body: memberOf(who, ['owner']) }
      },
    },
    ...(['GET', 'DELETE'] as const).map(
      (method): ContractCase => ({
        route: `${method} ${base}/members/{conversationMember-id}`,
        request: async (fixture) => {
          const { cloud } = fixture
          const { owner, member } = testTeam(cloud)
          const path = await place(fixture, `Few for ${method}`)
          if (!isChat) await cloud.graph(`${path}/members`, { method: 'POST', body: memberOf(member, []) })
          return { path: `${path}/members/${await membershipOf(cloud, path, isChat ? owner : member)}` }
        },
      }),
    ),
  ]
})

const messages: readonly ContractCase[] = [
  plain('POST', `${CHANNEL}/messages`, text('All pumps run'), 'person'),
  plain('POST', `${MESSAGE}/replies`, text('Good'), 'person'),
  ...[MESSAGE, REPLY, CHAT_MESSAGE].flatMap((template) => [
    ownMessage('PATCH', template, '', text('Edited')),
    ownMessage('POST', template, '/softDelete'),
    ownMessage('POST', template, '/setReaction', { reactionType: '👍' }),
    ownMessage('POST', template, '/unsetReaction', { reactionType: '👍' }),
  ]),
  {
    route: `GET ${CHAT_MESSAGE}`,
    request: async (fixture) => ({ path: await written(fixture, '/chats/{chat-id}/messages') }),
  },
  plain('GET', '/chats', undefined, 'person'),
  {
    route: 'POST /chats',
    request: ({ cloud }) => ({
      path: '/chats',
      body: chatOf('group', [testTeam(cloud).owner, testTeam(cloud).member]),
    }),
  },
  {
    route: 'PATCH /chats/{chat-id}',
    request: async (fixture) => ({ path: await groupChat(fixture), body: { topic: 'Storm watch' } }),
  },
  plain('POST', '/chats/{chat-id}/messages', text('Hello'), 'person'),
]

const TEAM_APPS = '/teams/{team-id}/installedApps'
const PERSONAL_APPS = '/users/{user-id}/teamwork/installedApps'

const apps: readonly ContractCase[] = [
  ...[TEAM_APPS, PERSONAL_APPS].flatMap((template): ContractCase[] => [
    {
      route: `POST ${template}`,
      request: async (fixture) => ({ path: fixture.path(template), body: (await app(fixture, 'To install')).bound }),
    },
    ...(['GET', 'DELETE'] as const).map(
      (method): ContractCase => ({
        route: `${method} ${template}/{teamsAppInstallation-id}`,
        request: async (fixture) => {
          const { ids } = fixture
          const where = template === TEAM_APPS ? { team: ids['team-id'] ?? '' } : { user: ids['user-id'] ?? '' }
          const { installation } = await app(fixture, `For ${method}`, where)
          return { path: `${fixture.path(template)}/${installation}` }
        },
      }),
    ),
  ]),
  {
    route: 'POST /users/{user-id}/teamwork/sendActivityNotification',
    request: async (fixture) => {
      await app(fixture, 'Notifier', { user: fixture.ids['user-id'] ?? '' })
      return { path: fixture.path('/users/{user-id}/teamwork/sendActivityNotification'), body: notification }
    },
  },
  {
    route: 'POST /teams/{team-id}/sendActivityNotification',
    request: async (fixture) => {
      await app(fixture, 'Notifier', { team: fixture.ids['team-id'] ?? '' })
      const body = { ...notification, recipient: recipient(testTeam(fixture.cloud).member) }
      return { path: fixture.path('/teams/{team-id}/sendActivityNotification'), body }
    },
  },
  {
    route: 'POST /chats/{chat-id}/sendActivityNotification',
    request: async (fixture) => {
      const { member } = testTeam(fixture.cloud)
      await app(fixture, 'Notifier', { user: member })
      const body = { ...notification, recipient: recipient(member) }
      return { path: fixture.path('/chats/{chat-id}/sendActivityNotification'), body }
    },
  },
]

/** Microsoft Teams: what changes something, and reads whose parameters depend on where they stand. */
export const teamsCases: readonly ContractCase[] = [...teams, ...rosters, ...messages, ...apps]

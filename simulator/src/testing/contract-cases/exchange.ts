import { calendarIdOf } from '../../world/exchange/mailbox.ts'
import { isObject } from '../../world/model.ts'
import type { CaseRequest, ContractCase, ContractFixture } from '../contract-case.ts'

const DAY = { dateTime: '2031-05-05T09:00:00', timeZone: 'Europe/Berlin' }
const EVENT = { subject: 'Contract', start: DAY, end: { ...DAY, dateTime: '2031-05-05T10:00:00' } }
const WINDOW = 'startDateTime=2031-05-01T00:00:00Z&endDateTime=2031-06-01T00:00:00Z'

/** The leader of a department, who has a mailbox and generated meetings. */
export function mailboxOwner({ cloud }: Pick<ContractFixture, 'cloud'>, nth = 0): string {
  const { primary } = cloud.simulator.world
  const owners = [...primary.store('user')].filter(
    (user) => user.state === 'live' && typeof primary.exchange.find(user.id) === 'object',
  )
  return owners[nth]?.id ?? ''
}

function roomAddress({ cloud }: ContractFixture): string {
  const { primary } = cloud.simulator.world
  return `room-hq-1-heron@${primary.profile.domain}`
}

function calendarOf(fixture: ContractFixture): string {
  const owner = fixture.cloud.simulator.world.primary.exchange.find(mailboxOwner(fixture))
  return typeof owner === 'object' ? calendarIdOf(owner) : ''
}

const mailboxPath = (below: string) => (fixture: ContractFixture) => ({
  path: `/users/${mailboxOwner(fixture)}${below.replace('{calendar-id}', calendarOf(fixture))}`,
})

/** A read that needs nothing but a mailbox. */
const read = (template: string, query = ''): ContractCase => ({
  route: `GET ${template}`,
  request: mailboxPath(template.replace('/users/{user-id}', '') + query),
})

async function made(fixture: ContractFixture, set: 'events' | 'messages', body: CaseRequest['body'], owner?: string) {
  const path = `/users/${owner ?? mailboxOwner(fixture)}/${set}`
  const reply = await fixture.cloud.graph(path, { method: 'POST', ...(body === undefined ? {} : { body }) })
  return `${path}/${String(reply.body.id)}`
}

/** An operation on an event that is made for it. */
const onEvent = (method: string, below: string, body?: CaseRequest['body'], set = '/events'): ContractCase => ({
  route: `${method} /users/{user-id}${set}/{event-id}${below}`,
  async request(fixture) {
    const made = await makeEvent(fixture)
    const path = `${mailboxPath(set)(fixture).path}/${made.split('/').at(-1)}${below}`
    return body === undefined ? { path } : { path, body }
  },
})

const makeEvent = (fixture: ContractFixture) => made(fixture, 'events', EVENT)

const eventSet = (set: string): ContractCase[] => [
  onEvent('GET', '', undefined, set),
  onEvent('PATCH', '', { subject: 'Changed' }, set),
  onEvent('DELETE', '', undefined, set),
]

const onInvitation = (action: string): ContractCase => ({
  route: `POST /users/{user-id}/events/{event-id}/${action}`,
  async request(fixture) {
    const attendee = mailboxOwner(fixture, 1)
    const organizer = mailboxOwner(fixture)
    const { primary } = fixture.cloud.simulator.world
    const address = String(primary.find(attendee)?.properties.mail)
    const body = { ...EVENT, subject: action, attendees: [{ emailAddress: { address }, type: 'required' }] }
    const original = await fixture.cloud.graph(await made(fixture, 'events', body, organizer))
    const copies = await fixture.cloud.graph(
      `/users/${attendee}/events?$filter=iCalUId eq '${String(original.body.iCalUId)}'`,
    )
    const [copy] = Array.isArray(copies.body.value) ? copies.body.value.filter(isObject) : []
    return { path: `/users/${attendee}/events/${String(copy?.id)}/${action}`, body: { sendResponse: true } }
  },
})

const create = (template: string): ContractCase => ({
  route: `POST ${template}`,
  request: (fixture) => ({ ...mailboxPath(template.replace('/users/{user-id}', ''))(fixture), body: EVENT }),
})

const MESSAGE = { subject: 'Contract', body: { contentType: 'text', content: 'Hello' } }

const onMessage = (method: string, below: string, body?: CaseRequest['body']): ContractCase => ({
  route: `${method} /users/{user-id}/messages/{message-id}${below}`,
  async request(fixture) {
    const toRecipients = [{ emailAddress: { address: 'someone@elsewhere.example' } }]
    const path = `${await made(fixture, 'messages', { ...MESSAGE, toRecipients })}${below}`
    return body === undefined ? { path } : { path, body }
  },
})

/** Calendars, events, rooms and mail. */
export const exchangeCases: readonly ContractCase[] = [
  read('/users/{user-id}/calendar'),
  read('/users/{user-id}/calendars'),
  read('/users/{user-id}/calendars/{calendar-id}'),
  read('/users/{user-id}/events'),
  read('/users/{user-id}/calendar/events'),
  read('/users/{user-id}/calendars/{calendar-id}/events'),
  create('/users/{user-id}/events'),
  create('/users/{user-id}/calendar/events'),
  create('/users/{user-id}/calendars/{calendar-id}/events'),
  ...eventSet('/events'),
  ...eventSet('/calendar/events'),
  ...eventSet('/calendars/{calendar-id}/events'),
  onEvent('POST', '/cancel', { Comment: 'Not today' }),
  {
    route: 'GET /users/{user-id}/events/{event-id}/instances',
    request: async (fixture) => ({ path: `${await made(fixture, 'events', EVENT)}/instances?${WINDOW}` }),
  },
  onInvitation('accept'),
  onInvitation('tentativelyAccept'),
  onInvitation('decline'),
  read('/users/{user-id}/calendarView', `?${WINDOW}`),
  read('/users/{user-id}/calendar/calendarView', `?${WINDOW}`),
  read('/users/{user-id}/calendars/{calendar-id}/calendarView', `?${WINDOW}`),
  read('/users/{user-id}/calendarView/delta', `?${WINDOW}`),
  read('/users/{user-id}/calendars/{calendar-id}/calendarView/delta', `?${WINDOW}`),
  {
    route: 'POST /users/{user-id}/calendar/getSchedule',
    request: (fixture) => ({
      path: `/users/${mailboxOwner(fixture)}/calendar/getSchedule`,
      body: { Schedules: [roomAddress(fixture)], StartTime: DAY, EndTime: EVENT.end, AvailabilityViewInterval: 30 },
    }),
  },
  { route: 'GET /places/{place-id}', request: (fixture) => ({ path: `/places/${roomAddress(fixture)}` }) },
  {
    route: 'GET /places/{place-id}/microsoft.graph.roomList/rooms',
    request: ({ cloud }) => ({
      path: `/places/rooms-northhaven@${cloud.simulator.world.primary.profile.domain}/microsoft.graph.roomlist/rooms`,
    }),
  },
  read('/users/{user-id}/mailboxSettings'),
  {
    route: 'PATCH /users/{user-id}/mailboxSettings',
    request: (fixture) => ({ ...mailboxPath('/mailboxSettings')(fixture), body: { timeZone: 'UTC' } }),
  },
  {
    route: 'POST /users/{user-id}/sendMail',
    request: (fixture) => ({
      ...mailboxPath('/sendMail')(fixture),
      body: { message: { ...MESSAGE, toRecipients: [{ emailAddress: { address: 'someone@elsewhere.example' } }] } },
    }),
  },
  read('/users/{user-id}/messages'),
  {
    route: 'POST /users/{user-id}/messages',
    request: (fixture) => ({ ...mailboxPath('/messages')(fixture), body: MESSAGE }),
  },
  onMessage('GET', ''),
  onMessage('PATCH', '', { isRead: false }),
  onMessage('DELETE', ''),
  onMessage('POST', '/send'),
  onMessage('GET', '/attachments'),
  read('/users/{user-id}/mailFolders'),
  {
    route: 'GET /users/{user-id}/mailFolders/{mailFolder-id}',
    request: (fixture) => mailboxPath('/mailFolders/inbox')(fixture),
  },
  {
    route: 'GET /users/{user-id}/mailFolders/{mailFolder-id}/messages',
    request: (fixture) => mailboxPath('/mailFolders/SentItems/messages')(fixture),
  },
]

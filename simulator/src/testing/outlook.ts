import type { MailboxOwner } from '../world/exchange/owner.ts'
import { roomsOf } from '../world/exchange/rooms.ts'
import { isObject, type Json } from '../world/model.ts'
import { type GraphClient, type GraphReply, startTestCloud, type TestCloud, valuesOf } from './cloud.ts'

/** The permissions with which everything in Exchange can be read and written. */
export const OUTLOOK_ROLES = [
  'Calendars.ReadWrite',
  'Mail.ReadWrite',
  'Mail.Send',
  'MailboxSettings.ReadWrite',
  'Place.Read.All',
]

type Row = { [name: string]: Json }

/** A cloud for tests of Exchange: people with mailboxes whom no generated meeting keeps busy, and rooms. */
export interface Outlook {
  readonly cloud: TestCloud
  /** People with a mailbox, beginning with those who lead nobody. */
  readonly people: readonly MailboxOwner[]
  readonly rooms: readonly MailboxOwner[]
  post(owner: MailboxOwner, body: Row, headers?: { [name: string]: string }): Promise<GraphReply>
  /** The copy of a meeting in a mailbox; undefined when there is none. */
  copyIn(owner: MailboxOwner, iCalUId: Json | undefined, client?: GraphClient): Promise<Row | undefined>
  view(owner: MailboxOwner, from: string, to: string, options?: string): Promise<Row[]>
}

/** Wednesday: where nothing else is said, tests meet on this day, in winter. */
export const DAY = '2031-02-05'

export async function startOutlook(roles: readonly string[] = OUTLOOK_ROLES): Promise<Outlook> {
  const cloud = await startTestCloud({ roles, people: 80, wallClock: () => Date.parse('2031-02-03T06:00:00Z') })
  const { primary } = cloud.simulator.world
  const owners = [...primary.store('user')].flatMap((user) => {
    const owner = user.state === 'live' ? primary.exchange.find(user.id) : undefined
    return typeof owner === 'object' ? [owner] : []
  })
  const leads = (owner: MailboxOwner) => primary.relations.manager.to(owner.id)[Symbol.iterator]().next().done !== true
  return {
    cloud,
    people: owners.filter((owner) => !leads(owner)),
    rooms: roomsOf(primary).map((room) => mailboxIn(cloud, room.address)),
    post: (owner, body, headers = {}) => cloud.graph(`/users/${owner.id}/events`, { method: 'POST', body, headers }),
    async copyIn(owner, iCalUId, client = cloud) {
      const reply = await client.graph(`/users/${owner.id}/events?$filter=iCalUId eq '${String(iCalUId)}'`)
      return valuesOf(reply.body)[0]
    },
    async view(owner, from, to, options = '') {
      const { items } = await cloud.all(
        `/users/${owner.id}/calendarView?startDateTime=${from}&endDateTime=${to}${options}`,
      )
      return items
    },
  }
}

/** The mailbox with an address, or of a person with an id. */
export function mailboxIn(cloud: TestCloud, reference: string): MailboxOwner {
  const owner = cloud.simulator.world.primary.exchange.find(reference)
  if (typeof owner !== 'object') throw new Error(`${reference} has no mailbox`)
  return owner
}

/** An event on the day of the tests, from one hour to another in UTC. */
export function at(hour: number, to = hour + 1, more: Row = {}): Row {
  const time = (value: number) => ({ dateTime: `${DAY}T${String(value).padStart(2, '0')}:00:00`, timeZone: 'UTC' })
  return { subject: 'Review', start: time(hour), end: time(to), ...more }
}

export function asked(...owners: readonly { address: string; displayName?: string; purpose?: string }[]): Row[] {
  return owners.map(({ address, displayName = address, purpose }) => ({
    type: purpose === 'room' ? 'resource' : 'required',
    emailAddress: { address, name: displayName },
  }))
}

/** What each attendee answered, by address. */
export function answersIn(event: Row | undefined): { [address: string]: Json } {
  const attendees = Array.isArray(event?.attendees) ? event.attendees.filter(isObject) : []
  return Object.fromEntries(
    attendees.map(({ emailAddress, status }) => [
      isObject(emailAddress) ? String(emailAddress.address) : '',
      isObject(status) ? (status.response ?? null) : null,
    ]),
  )
}

/** The start as the answer says it. */
export const startOf = (event: Row | undefined): Json =>
  isObject(event?.start) ? (event.start.dateTime ?? null) : null

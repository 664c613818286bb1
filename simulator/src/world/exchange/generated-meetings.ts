import { addressPart, personName } from '../generate/names.ts'
import { PARTNERS } from '../generate/people.ts'
import { type Entity, textOf } from '../model.ts'
import { guidOf, Random } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'
import type { Address } from './calendar-item.ts'
import { hasMailbox, type MailboxOwner, ownerOfUser } from './owner.ts'
import { type Room, roomListsOf } from './rooms.ts'

const DAY = 86_400_000
/** A Monday long ago: every team has met weekly since then, and weeks are counted from it. */
const FIRST_WEEK = Date.parse('2025-01-06T00:00:00Z')

/** A meeting that a team has by itself. */
export interface GeneratedMeeting {
  readonly uid: string
  readonly subject: string
  readonly agenda: string
  readonly organizer: MailboxOwner
  readonly attendees: readonly MailboxOwner[]
  readonly visitors: readonly Address[]
  readonly room: Room | undefined
  /** Wall-clock times in the organiser's zone. */
  readonly begins: string
  readonly ends: string
  readonly isWeekly: boolean
}

/** A weekly place in a room: five days by four hours, so that no two teams of a room meet at once. */
const HOURS = [9, 10, 13, 14] as const
const SLOTS = 5 * HOURS.length
/** How many of the first people are looked at for teams that have a room; managers come first in every department. */
const LOOKED_AT = 4_000
/** How many weeks before and after the day on which the simulation begins have visits. */
const VISITS = { before: 2, after: 6 } as const

interface Seat {
  readonly room: Room
  readonly slot: number
}

/** The generated meetings in somebody's calendar, or in a room's. */
export function meetingsOf(tenancy: Tenancy, owner: MailboxOwner, today: number): GeneratedMeeting[] {
  const seats = seatsOf(tenancy)
  const leaders =
    owner.purpose === 'room'
      ? [...seats].filter(([, { room }]) => room.id === owner.id).map(([id]) => id)
      : [owner.id, ...tenancy.relations.manager.from(owner.id)]
  return leaders.flatMap((id) => {
    const leader = tenancy.findOf('user', id)
    const team = leader && hasMailbox(leader) ? reportsOf(tenancy, leader) : []
    if (!leader || team.length === 0) return []
    const all = teamMeetings(leader, team, seats.get(leader.id), today)
    return all.filter(
      ({ organizer, attendees, room }) =>
        [organizer, ...attendees].some(({ id: one }) => one === owner.id) || room?.id === owner.id,
    )
  })
}

function teamMeetings(leader: Entity, team: readonly Entity[], seat: Seat | undefined, today: number) {
  const organizer = ownerOfUser(leader)
  const attendees = team.map(ownerOfUser)
  const slot = seat?.slot ?? new Random(`${leader.id}/slot`).below(SLOTS)
  const hour = HOURS[Math.floor(slot / 5)] ?? 9
  const about = { organizer, attendees, room: seat?.room }
  const weekly: GeneratedMeeting = {
    ...about,
    uid: guidOf(`${leader.id}/team-meeting`).replaceAll('-', ''),
    subject: `${textOf(leader, 'department') ?? 'Team'}: weekly`,
    agenda: 'Round the table, open points, safety.',
    visitors: [],
    isWeekly: true,
    ...timesIn(0, slot % 5, hour, 45),
  }
  return seat ? [weekly, ...visits(leader, about, seat.slot, today)] : [weekly]
}

/** Every fourth week somebody from outside comes; no two visits fall on one day of a room. */
function visits(
  leader: Entity,
  about: Pick<GeneratedMeeting, 'organizer' | 'attendees' | 'room'>,
  slot: number,
  today: number,
): GeneratedMeeting[] {
  const thisWeek = Math.floor((today - FIRST_WEEK) / (7 * DAY))
  const meetings: GeneratedMeeting[] = []
  for (let week = thisWeek - VISITS.before; week <= thisWeek + VISITS.after; week++) {
    if ((slot + week) % 4 !== 0) continue
    const random = new Random(`${leader.id}/visit/${week}`)
    const partner = random.pick(PARTNERS)
    const visitors = Array.from({ length: random.between(1, 2) }, () => visitor(random, partner))
    const [name = partner] = partner.split('.')
    meetings.push({
      ...about,
      attendees: about.attendees.slice(0, 1),
      uid: guidOf(`${leader.id}/visit/${week}`).replaceAll('-', ''),
      subject: `${random.pick(['Site visit', 'Contract review', 'Acceptance test', 'Workshop'])}: ${name}`,
      agenda: 'Please bring an identity document to reception.',
      visitors,
      isWeekly: false,
      ...timesIn(week, slot % 5, 15, 60),
    })
  }
  return meetings
}

function visitor(random: Random, domain: string): Address {
  const { given, family } = personName(random)
  return { name: `${given} ${family}`, address: `${addressPart(given)}.${addressPart(family)}@${domain}` }
}

function timesIn(week: number, weekday: number, hour: number, minutes: number): { begins: string; ends: string } {
  const day = FIRST_WEEK + (week * 7 + weekday) * DAY
  const at = (minute: number) => new Date(day + (hour * 60 + minute) * 60_000).toISOString().slice(0, 19)
  return { begins: at(0), ends: at(minutes) }
}

function reportsOf(tenancy: Tenancy, leader: Entity): Entity[] {
  const reports: Entity[] = []
  for (const id of tenancy.relations.manager.to(leader.id)) {
    const report = tenancy.findOf('user', id)
    if (report?.properties.accountEnabled === true) reports.push(report)
  }
  return reports
}

const planned = new WeakMap<Tenancy, { revision: number; seats: ReadonlyMap<string, Seat> }>()

/** Which teams meet in which room and when, until the directory changes. */
function seatsOf(tenancy: Tenancy): ReadonlyMap<string, Seat> {
  const known = planned.get(tenancy)
  if (known?.revision === tenancy.revision) return known.seats
  const lists = new Map(roomListsOf(tenancy).map((list) => [list.place.city, { rooms: list.rooms, taken: 0 }]))
  const seats = new Map<string, Seat>()
  const users = tenancy.store('user')
  for (let place = 0; place < Math.min(users.end, LOOKED_AT); place++) {
    const leader = users.at(place)
    const city = leader && lists.get(textOf(leader, 'city') ?? '')
    if (!city || leader.state !== 'live' || !hasMailbox(leader) || reportsOf(tenancy, leader).length === 0) continue
    const room = city.rooms[city.taken % city.rooms.length]
    const slot = Math.floor(city.taken / city.rooms.length)
    if (!room || slot >= SLOTS) continue
    seats.set(leader.id, { room, slot })
    city.taken += 1
  }
  planned.set(tenancy, { revision: tenancy.revision, seats })
  return seats
}

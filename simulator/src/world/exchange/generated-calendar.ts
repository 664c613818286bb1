import { Random } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'
import { type CalendarItem, type EventContent, type ResponseStatus, timesOn } from './calendar-item.ts'
import { asRoomKeeps, copyFor } from './copies.ts'
import { NEW_EVENT, onlineMeeting } from './event-fields.ts'
import { type GeneratedMeeting, meetingsOf } from './generated-meetings.ts'
import { itemId } from './item-id.ts'
import { calendarIdOf } from './mailbox.ts'
import { type MailboxOwner, ownerOfRoom } from './owner.ts'
import { isSameAddress, NOT_ANSWERED } from './recipient.ts'
import { type Recurrence, weekdayOf } from './recurrence.ts'
import { dateOf } from './time-zone.ts'

const DAY = 86_400_000

/** What lies in a calendar by itself: the meetings of the owner's teams, or those in a room. */
export function generatedItems(tenancy: Tenancy, owner: MailboxOwner, today: number): CalendarItem[] {
  return meetingsOf(tenancy, owner, today).map((meeting) => {
    const original = originalOf(tenancy, meeting)
    if (owner.id === meeting.organizer.id) return original
    const response = owner.purpose === 'room' ? accepted(original) : answerOf(meeting, owner.address, original.created)
    const id = itemId(`${owner.id}/${meeting.uid}/generated`)
    const copy = copyFor(owner, original, { before: undefined, id, now: original.created, response })
    return owner.purpose === 'room' ? asRoomKeeps(copy) : copy
  })
}

/** The organiser's item of a generated meeting. */
function originalOf(tenancy: Tenancy, meeting: GeneratedMeeting): CalendarItem {
  const { organizer, uid, room, begins } = meeting
  const created = Date.parse(`${begins.slice(0, 10)}T07:30:00Z`) - 21 * DAY
  const invited = [...meeting.attendees, ...(room ? [ownerOfRoom(room)] : []), ...meeting.visitors]
  const attendees: EventContent['attendees'] = invited.map((one) => {
    const name = 'displayName' in one ? one.displayName : one.name
    const isRoom = 'purpose' in one && one.purpose === 'room'
    const status = isRoom ? { response: 'accepted' as const, at: created } : answerOf(meeting, one.address, created)
    return { name, address: one.address, type: isRoom ? 'resource' : 'required', status, proposed: undefined }
  })
  const location = room
    ? { displayName: room.displayName, locationType: 'conferenceRoom', locationEmailAddress: room.address }
    : { displayName: 'Microsoft Teams Meeting', locationType: 'default' }
  const place = {
    ...location,
    uniqueId: room?.address ?? location.displayName,
    uniqueIdType: room ? 'directory' : 'private',
  }
  const online = room === undefined
  const fields = {
    ...NEW_EVENT,
    subject: meeting.subject,
    body: { contentType: 'html', content: `<html><body><p>${meeting.agenda}</p></body></html>` },
    location: place,
    locations: [place],
    isOnlineMeeting: online,
    onlineMeetingProvider: online ? 'teamsForBusiness' : 'unknown',
    onlineMeeting: online ? onlineMeeting(uid, tenancy.profile.tenantId, organizer.id) : null,
  }
  const zone = organizer.zone
  const item: CalendarItem = {
    id: itemId(`${organizer.id}/${uid}/generated`),
    calendarId: calendarIdOf(organizer),
    uid,
    organizer: { name: organizer.displayName, address: organizer.address },
    isOrganizer: true,
    created,
    changed: created,
    version: 1,
    start: { local: begins, zone },
    end: { local: meeting.ends, zone },
    isAllDay: false,
    isCancelled: false,
    attendees,
    response: { response: 'organizer', at: undefined },
    fields,
    recurrence: meeting.isWeekly ? weekly(begins, zone) : undefined,
    exceptions: new Map(),
    cancelledDates: new Set(),
  }
  return item.recurrence ? { ...item, ...timesOn(item, dateOf(begins)) } : item
}

const accepted = ({ created }: CalendarItem): ResponseStatus => ({ response: 'accepted', at: created })

/** Most people accept. The organiser's tracking and the attendee's copy agree, because both ask here. */
function answerOf(meeting: GeneratedMeeting, address: string, at: number): ResponseStatus {
  if (meeting.visitors.some((visitor) => isSameAddress(visitor.address, address))) return { response: 'accepted', at }
  const random = new Random(`${meeting.uid}/${address.toLowerCase()}`)
  if (random.chance(0.75)) return { response: 'accepted', at }
  return random.chance(0.4) ? { response: 'tentativelyAccepted', at } : NOT_ANSWERED
}

function weekly(begins: string, zone: string): Recurrence {
  const startDate = dateOf(begins)
  return {
    pattern: {
      type: 'weekly',
      interval: 1,
      daysOfWeek: [weekdayOf(startDate)],
      dayOfMonth: 0,
      month: 0,
      index: 'first',
      firstDayOfWeek: 'monday',
    },
    range: { type: 'noEnd', startDate, endDate: '0001-01-01', numberOfOccurrences: 0, recurrenceTimeZone: zone },
  }
}

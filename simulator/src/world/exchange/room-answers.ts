import type { Attendee, CalendarItem, EventContent } from './calendar-item.ts'
import type { Exchange } from './exchange.ts'
import { contentAt } from './occurrence-content.ts'
import { ownerOfRoom, roomBy } from './owner.ts'
import { isSameAddress, NOT_ANSWERED } from './recipient.ts'
import { roomAnswer } from './room-booking.ts'

/** What rooms say to a meeting, by their address in lower case. */
export type RoomAnswers = ReadonlyMap<string, 'accepted' | 'declined'>

interface Asking {
  readonly before: CalendarItem | undefined
  readonly date?: string | undefined
  /** Whether the times changed, so that a room has to look again. */
  readonly moved: boolean
}

/** What the rooms among the attendees say now: a new one and one that is asked again look, one that declined stays away. */
export function roomAnswers(
  exchange: Exchange,
  now: number,
  item: CalendarItem,
  { before, date, moved }: Asking,
): RoomAnswers {
  const answers = new Map<string, 'accepted' | 'declined'>()
  const asked = before ? contentAt(before, date).attendees : []
  for (const { address, status } of contentAt(item, date).attendees) {
    const room = roomBy(exchange.tenancy, address)
    if (!room) continue
    const isNew = !asked.some((one) => isSameAddress(one.address, address))
    const mailbox = exchange.mailbox(ownerOfRoom(room))
    if (isNew || moved) answers.set(room.address, roomAnswer(mailbox, item, now, date))
    else if (status.response === 'declined') answers.set(room.address, 'declined')
  }
  return answers
}

/** The attendees with what the rooms among them say. */
export function withAnswers(attendees: readonly Attendee[], answers: RoomAnswers, at: number): Attendee[] {
  return attendees.map((one) => {
    const response = answers.get(one.address.toLowerCase())
    return response === undefined ? one : { ...one, status: { response, at } }
  })
}

/** A meeting that moved: everybody is asked again. */
export const forgetAnswers = (content: EventContent): EventContent => ({
  ...content,
  attendees: content.attendees.map((one) => ({ ...one, status: NOT_ANSWERED, proposed: undefined })),
})

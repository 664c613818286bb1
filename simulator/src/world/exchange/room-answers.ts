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

/**
 * What the rooms among the attendees say now: a new one and one that is asked again look, one that declined stays away,
 * from single occurrences too.
 */
export function roomAnswers(
  exchange: Exchange,
  at: number,
  item: CalendarItem,
  { before, date, moved }: Asking,
): RoomAnswers {
  const answers = new Map<string, 'accepted' | 'declined'>()
  const [was, now] = [before && contentAt(before, date), contentAt(item, date)]
  for (const address of new Set([...item.attendees, ...now.attendees].map((one) => one.address.toLowerCase()))) {
    const room = roomBy(exchange.tenancy, address)
    if (!room) continue
    const [whole, one] = [statusOf(item, address), statusOf(now, address)]
    if (date !== undefined && whole !== 'accepted') answers.set(room.address, 'declined')
    else if (one !== undefined && (moved || !was || statusOf(was, address) === undefined))
      answers.set(room.address, roomAnswer(exchange.mailbox(ownerOfRoom(room)), item, at, date))
    else if (one === 'declined') answers.set(room.address, 'declined')
  }
  return answers
}

const statusOf = ({ attendees }: EventContent, address: string) =>
  attendees.find((one) => isSameAddress(one.address, address))?.status.response

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

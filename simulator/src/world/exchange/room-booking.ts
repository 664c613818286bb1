import { type CalendarItem, type Instance, instancesBetween, single } from './calendar-item.ts'
import type { Mailbox } from './mailbox.ts'

const DAY = 86_400_000

/** Set-CalendarProcessing as Exchange sets it up for a room: BookingWindowInDays and MaximumDurationInMinutes. */
const BOOKING_WINDOW = 180 * DAY
const LONGEST = 1_440 * 60_000

/** What a room answers: it takes no conflict, nothing beyond its window and nothing too long. */
export function roomAnswer(
  room: Mailbox,
  meeting: CalendarItem,
  now: number,
  date: string | undefined,
): 'accepted' | 'declined' {
  const horizon = now + BOOKING_WINDOW
  const asked = askedFor(meeting, now, horizon).filter((one) => date === undefined || one.date === date)
  const refuses = (one: Instance) =>
    one.from > horizon || one.to - one.from > LONGEST || isTaken(room, meeting, one.from, one.to)
  return asked.some(refuses) ? 'declined' : 'accepted'
}

/** A series is looked at as far as the window reaches. */
function askedFor(meeting: CalendarItem, now: number, horizon: number): Instance[] {
  return meeting.recurrence ? instancesBetween(meeting, now, horizon) : [single(meeting)]
}

function isTaken(room: Mailbox, meeting: CalendarItem, from: number, to: number): boolean {
  for (const item of room.items) {
    if (item.uid === meeting.uid) continue
    if (instancesBetween(item, from, to).some(({ content }) => content.fields.showAs !== 'free')) return true
  }
  return false
}

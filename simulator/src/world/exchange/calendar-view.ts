import { type Instance, instancesBetween } from './calendar-item.ts'
import type { Mailbox } from './mailbox.ts'

/** Events of a mailbox's calendar that touch a stretch of time, in the order of their start. */
export function calendarView(mailbox: Mailbox, calendarId: string, from: number, to: number): Instance[] {
  return [...mailbox.items]
    .filter((item) => item.calendarId === calendarId)
    .flatMap((item) => instancesBetween(item, from, to))
    .sort((one, other) => one.from - other.from || (one.item.id < other.item.id ? -1 : 1))
}

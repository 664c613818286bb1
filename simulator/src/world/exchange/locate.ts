import { type CalendarItem, type Instance, occurrenceOn, single } from './calendar-item.ts'
import { readItemId } from './item-id.ts'
import type { Mailbox } from './mailbox.ts'
import { idMalformed, itemNotFound } from './refusal.ts'

/** An event that an id names: a whole item, or one occurrence of it. */
export interface Located {
  readonly item: CalendarItem
  readonly instance: Instance
  /** The date of the occurrence; undefined for the whole. */
  readonly date: string | undefined
}

/** The event with an id, or the refusal of Exchange. */
export function locate(mailbox: Mailbox, id: string): Located {
  const read = readItemId(id)
  if (!read) throw idMalformed()
  const item = mailbox.item(read.id)
  const instance = item && (read.date === undefined ? single(item) : occurrenceOn(item, read.date))
  if (!item || !instance) throw itemNotFound()
  return { item, instance, date: read.date }
}

import type { Json } from '../model.ts'
import type { CalendarItem } from './calendar-item.ts'
import { itemId } from './item-id.ts'
import type { Message } from './message.ts'
import type { MailboxOwner } from './owner.ts'

/** How many changes a mailbox remembers for delta; an older token has to begin again. */
const REMEMBERED_CHANGES = 1_000

/** What an item was before a change; undefined when it was not there. */
interface ItemChange {
  readonly id: string
  readonly before: CalendarItem | undefined
}

/** A calendar folder. */
export interface Calendar {
  readonly id: string
  readonly name: string
  readonly isDefault: boolean
}

/** What lies in one mailbox. Items are replaced, never changed, so that delta can compare with what was. */
export class Mailbox {
  readonly owner: MailboxOwner
  readonly calendars: readonly Calendar[]
  readonly messages = new Map<string, Message>()
  /** What was set of the mailboxSettings. */
  settings: { readonly [name: string]: Json } = {}
  readonly #items: Map<string, CalendarItem>
  readonly #changes: ItemChange[] = []
  #forgotten = 0

  constructor(owner: MailboxOwner, items: readonly CalendarItem[]) {
    this.owner = owner
    this.calendars = calendarsOf(owner)
    this.#items = new Map(items.map((item) => [item.id, item]))
  }

  get items(): Iterable<CalendarItem> {
    return this.#items.values()
  }

  item(id: string): CalendarItem | undefined {
    return this.#items.get(id)
  }

  /** The owner's copy of a meeting. */
  copyOf(uid: string): CalendarItem | undefined {
    for (const item of this.#items.values()) if (item.uid === uid) return item
    return undefined
  }

  put(item: CalendarItem): void {
    this.#remember(item.id)
    this.#items.set(item.id, item)
  }

  remove(id: string): void {
    this.#remember(id)
    this.#items.delete(id)
  }

  /** One past the last change; where a round of delta ends. */
  get changes(): number {
    return this.#forgotten + this.#changes.length
  }

  /** What each item that changed since was before; undefined when that is not remembered any more. */
  changedSince(change: number, until: number): Map<string, CalendarItem | undefined> | undefined {
    if (change < this.#forgotten || change > this.changes) return undefined
    const before = new Map<string, CalendarItem | undefined>()
    for (const one of this.#changes.slice(change - this.#forgotten, until - this.#forgotten))
      if (!before.has(one.id)) before.set(one.id, one.before)
    return before
  }

  #remember(id: string): void {
    this.#changes.push({ id, before: this.#items.get(id) })
    if (this.#changes.length <= REMEMBERED_CHANGES) return
    this.#changes.shift()
    this.#forgotten += 1
  }
}

/** The calendars that every mailbox has. */
export function calendarsOf(owner: MailboxOwner): Calendar[] {
  const calendar = { id: calendarIdOf(owner), name: 'Calendar', isDefault: true }
  if (owner.purpose === 'room') return [calendar]
  return [calendar, { id: itemId(`${owner.id}/calendar/birthdays`), name: 'Birthdays', isDefault: false }]
}

/** The id of an owner's default calendar. */
export const calendarIdOf = (owner: MailboxOwner): string => itemId(`${owner.id}/calendar`)

import type { CalendarItem } from './calendar-item.ts'
import type { Exchange } from './exchange.ts'
import { etag } from './item-id.ts'
import type { MailboxOwner } from './owner.ts'
import type { Work } from './work.ts'

/** Puts an item into a mailbox and tells of it. */
export function keep(exchange: Exchange, work: Work, owner: MailboxOwner, item: CalendarItem): void {
  const mailbox = exchange.open(owner)
  const changeType = mailbox.item(item.id) ? 'updated' : 'created'
  mailbox.put(item)
  tell(work, owner, item, changeType)
}

/** Takes an item out of a mailbox and tells of it. */
export function take(exchange: Exchange, work: Work, owner: MailboxOwner, item: CalendarItem): void {
  exchange.open(owner).remove(item.id)
  tell(work, owner, item, 'deleted')
}

function tell(work: Work, owner: MailboxOwner, item: CalendarItem, changeType: 'created' | 'updated' | 'deleted') {
  const { id, version } = item
  const resource = `users/${owner.id}/events/${id}`
  work.tell({ changeType, resource, type: 'microsoft.graph.event', id, etag: etag(id, version) })
}

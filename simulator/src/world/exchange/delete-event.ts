import type { Exchange } from './exchange.ts'
import { cancelCopies, send } from './invitations.ts'
import type { Located } from './locate.ts'
import type { Mailbox } from './mailbox.ts'
import { withoutOccurrence } from './occurrence-content.ts'
import { notOrganizer } from './refusal.ts'
import { keep, take } from './store.ts'
import type { Work } from './work.ts'

/** Removes an event or an occurrence; what its organiser removes is cancelled (learn.microsoft.com/graph/api/event-delete). */
export function deleteEvent(exchange: Exchange, work: Work, mailbox: Mailbox, located: Located, comment = ''): void {
  const { item, date } = located
  const { owner } = mailbox
  if (date !== undefined) {
    const left = withoutOccurrence(item, date, work)
    if (item.isOrganizer)
      send(exchange, work, owner, left, { before: item, date, kind: 'meetingCancellation', comment })
    else keep(exchange, work, owner, left)
    return
  }
  take(exchange, work, owner, item)
  if (item.isOrganizer && item.attendees.length > 0) cancelCopies(exchange, work, item, comment)
}

/** Cancels a meeting with a word to the attendees: learn.microsoft.com/graph/api/event-cancel. */
export function cancelEvent(exchange: Exchange, work: Work, mailbox: Mailbox, located: Located, comment: string): void {
  if (!located.item.isOrganizer) throw notOrganizer('cancel a meeting')
  deleteEvent(exchange, work, mailbox, located, comment)
}

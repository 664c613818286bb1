import { bodyOf, previewOf } from './body-text.ts'
import type { CalendarItem } from './calendar-item.ts'
import { asRoomKeeps, cancelledContent, copyFor } from './copies.ts'
import type { Exchange, Outgoing } from './exchange.ts'
import { itemId } from './item-id.ts'
import { contentAt, withContent } from './occurrence-content.ts'
import { isInside, type MailboxOwner, ownersAt } from './owner.ts'
import { isSameAddress } from './recipient.ts'
import { forgetAnswers, roomAnswers, withAnswers } from './room-answers.ts'
import { keep, take } from './store.ts'
import type { Work } from './work.ts'

interface Sending {
  /** What the organiser's item was before; undefined for a new meeting. */
  readonly before: CalendarItem | undefined
  /** The one occurrence that changed. */
  readonly date?: string | undefined
  /** What attendees of other organisations are told; an invitation or an update when not said. */
  readonly kind?: Outgoing['kind']
  readonly comment?: string
}

/**
 * Keeps an organiser's item and brings every attendee's copy up to date: invitations to the new, updates to the
 * others, cancellations to those who are no longer asked. Rooms answer at once.
 */
export function send(exchange: Exchange, work: Work, organizer: MailboxOwner, given: CalendarItem, sending: Sending) {
  const { before, date } = sending
  const moved = before !== undefined && isMoved(before, given, date)
  const asked = moved ? withContent(given, date, forgetAnswers) : given
  const answers = roomAnswers(exchange, work.now, asked, { before, date, moved })
  const item = withContent(asked, date, (content) => ({
    ...content,
    attendees: withAnswers(content.attendees, answers, work.now),
  }))
  keep(exchange, work, organizer, item)
  const invited = invitedTo(exchange, item)
  for (const owner of invited.values()) {
    if (owner.id === organizer.id) continue
    const answer = answers.get(owner.address)
    if (answer === 'declined') withdraw(exchange, work, owner, item, date)
    else deliver(exchange, work, owner, item, { moved, date, answer })
  }
  if (before)
    for (const owner of invitedTo(exchange, before).values())
      if (!invited.has(owner.id) && owner.id !== organizer.id) cancelCopy(exchange, work, owner, item.uid)
  tellOutside(
    exchange,
    work,
    item,
    sending.kind ?? (before ? 'meetingUpdate' : 'meetingRequest'),
    date,
    sending.comment,
  )
  return item
}

/** Tells everybody that a meeting, or one occurrence of it, does not take place. */
export function cancelCopies(exchange: Exchange, work: Work, item: CalendarItem, comment = ''): void {
  for (const owner of invitedTo(exchange, item).values())
    if (!isSameAddress(owner.address, item.organizer.address)) cancelCopy(exchange, work, owner, item.uid)
  tellOutside(exchange, work, item, 'meetingCancellation', undefined, comment)
}

/** Writes what is going out to attendees of other organisations into the outbox. */
function tellOutside(
  exchange: Exchange,
  work: Work,
  item: CalendarItem,
  kind: Outgoing['kind'],
  date: string | undefined,
  comment = '',
): void {
  const content = contentAt(item, date)
  const to = content.attendees.map(({ address }) => address).filter((one) => !isInside(exchange.tenancy, one))
  if (to.length === 0) return
  exchange.outbox.push({
    at: work.now,
    kind,
    from: item.organizer.address,
    to,
    subject: String(content.fields.subject ?? ''),
    bodyPreview: comment || previewOf(bodyOf(content.fields.body)),
    internetMessageId: `<${work.random.guid()}@${exchange.tenancy.profile.domain}>`,
  })
}

function isMoved(before: CalendarItem, after: CalendarItem, date: string | undefined): boolean {
  const times = (item: CalendarItem) => {
    const { start, end, isAllDay } = contentAt(item, date)
    return JSON.stringify([start, end, isAllDay, date === undefined ? item.recurrence : null])
  }
  return times(before) !== times(after)
}

/** The mailboxes of everybody who is asked to the meeting as a whole. */
function invitedTo(exchange: Exchange, item: CalendarItem): Map<string, MailboxOwner> {
  const owners = item.attendees.flatMap(({ address }) => ownersAt(exchange.tenancy, address))
  return new Map(owners.map((owner) => [owner.id, owner]))
}

function deliver(
  exchange: Exchange,
  work: Work,
  owner: MailboxOwner,
  item: CalendarItem,
  { moved, date, answer }: { moved: boolean; date: string | undefined; answer: 'accepted' | undefined },
): void {
  const mailbox = exchange.open(owner)
  const before = mailbox.copyOf(item.uid)
  const id = itemId(`${owner.id}/${item.uid}/${mailbox.changes}`)
  const response = answer && { response: answer, at: work.now }
  const again = moved ? (date ?? 'all') : undefined
  const copy = copyFor(owner, item, { before, id, now: work.now, response, again })
  keep(exchange, work, owner, owner.purpose === 'room' ? asRoomKeeps(copy) : copy)
}

/** Takes a meeting, or one occurrence, out of the calendar of a room that declines it. */
function withdraw(exchange: Exchange, work: Work, room: MailboxOwner, item: CalendarItem, date: string | undefined) {
  const copy = exchange.open(room).copyOf(item.uid)
  if (!copy) return
  if (date === undefined) take(exchange, work, room, copy)
  else keep(exchange, work, room, { ...copy, cancelledDates: new Set([...copy.cancelledDates, date]) })
}

function cancelCopy(exchange: Exchange, work: Work, owner: MailboxOwner, uid: string): void {
  const copy = exchange.open(owner).copyOf(uid)
  if (!copy || copy.isOrganizer) return
  if (owner.purpose === 'room') take(exchange, work, owner, copy)
  else if (!copy.isCancelled) {
    const exceptions = [...copy.exceptions].map(([date, one]) => [date, cancelledContent(one, work.now)] as const)
    keep(exchange, work, owner, { ...copy, ...cancelledContent(copy, work.now), exceptions: new Map(exceptions) })
  }
}

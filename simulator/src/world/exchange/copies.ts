import type { Properties } from '../model.ts'
import { bodyOf } from './body-text.ts'
import { type CalendarItem, type EventContent, type ResponseStatus, timesOn } from './calendar-item.ts'
import { calendarIdOf } from './mailbox.ts'
import type { MailboxOwner } from './owner.ts'
import { isSameAddress, NOT_ANSWERED } from './recipient.ts'

const INVITED: ResponseStatus = { response: 'notResponded', at: undefined }

/** What the owner of a copy has made of it, which an update by the organiser leaves alone. */
const OWN = ['categories', 'isReminderOn', 'reminderMinutesBeforeStart']

interface Copying {
  /** The copy before, when there is one that is to be kept. */
  readonly before: CalendarItem | undefined
  /** The id of a new copy. */
  readonly id: string
  readonly now: number
  /** Sets the answer; without it the one before stays. */
  readonly response?: ResponseStatus | undefined
  /** What moved, so that its answers have to be given again: everything, or the occurrence of a date. */
  readonly again?: string | undefined
}

/** An attendee's copy of an organiser's event. */
export function copyFor(owner: MailboxOwner, original: CalendarItem, copying: Copying): CalendarItem {
  const { before, now, again } = copying
  const kept = again === 'all' ? undefined : before
  const whole = contentFor(owner, original, kept, copying)
  const exceptions = new Map<string, EventContent>()
  const gone = new Set(kept?.cancelledDates)
  if (again !== undefined) gone.delete(again)
  const off = new Map<string, EventContent>()
  for (const date of original.cancelledDates) off.set(date, { ...whole, ...timesOn(original, date) })
  for (const [date, content] of original.exceptions) {
    const own = date === again ? undefined : (kept?.exceptions.get(date) ?? kept)
    const isOff = isAmong(owner, original) && !isAmong(owner, content)
    ;(isOff ? off : exceptions).set(date, contentFor(owner, content, own, copying))
  }
  for (const [date, content] of off) {
    const known = kept?.exceptions.get(date)
    if (owner.purpose === 'room') gone.add(date)
    else if (!gone.has(date)) exceptions.set(date, known?.isCancelled ? known : cancelledContent(content, now))
  }
  return {
    ...whole,
    id: before?.id ?? copying.id,
    calendarId: before?.calendarId ?? calendarIdOf(owner),
    uid: original.uid,
    organizer: original.organizer,
    isOrganizer: false,
    created: before?.created ?? now,
    recurrence: original.recurrence,
    exceptions,
    cancelledDates: gone,
    version: (before?.version ?? 0) + 1,
  }
}

const isAmong = ({ address }: MailboxOwner, { attendees }: EventContent) =>
  attendees.some((one) => isSameAddress(one.address, address))

function contentFor(
  owner: MailboxOwner,
  original: EventContent,
  before: EventContent | undefined,
  { now, response }: Copying,
): EventContent {
  const answered = response ?? before?.response ?? INVITED
  const fields: Properties = { ...original.fields, transactionId: null, singleValueExtendedProperties: [] }
  for (const name of OWN) if (before) fields[name] = before.fields[name] ?? null
  if (!before) fields.categories = []
  fields.showAs = shownAs(original.fields.showAs, answered)
  const { start, end, isAllDay, isCancelled } = original
  return {
    start,
    end,
    isAllDay,
    isCancelled,
    attendees: attendeesSeen(owner, original),
    response: answered,
    fields,
    changed: now,
    version: (before?.version ?? 0) + 1,
  }
}

/** Who has not accepted shows the time as tentative. */
export function shownAs(showAs: Properties[string] | undefined, { response }: ResponseStatus): string {
  if (showAs === 'free') return 'free'
  return response === 'accepted' ? String(showAs ?? 'busy') : 'tentative'
}

/** Attendees see who was asked, not what they answered; with hidden attendees only themselves. */
function attendeesSeen(owner: MailboxOwner, { attendees, fields }: EventContent): EventContent['attendees'] {
  const seen =
    fields.hideAttendees === true ? attendees.filter((one) => isSameAddress(one.address, owner.address)) : attendees
  return seen.map((one) => ({ ...one, status: NOT_ANSWERED, proposed: undefined }))
}

/** A copy of what was cancelled: it stays until its owner removes it. */
export function cancelledContent(content: EventContent, now: number): EventContent {
  const subject = `Canceled: ${String(content.fields.subject ?? '').replace(/^Canceled: /, '')}`
  const fields = { ...content.fields, subject, showAs: 'free', isReminderOn: false }
  return { ...content, fields, isCancelled: true, changed: now, version: content.version + 1 }
}

/**
 * What a room keeps of a meeting: by default Exchange takes the subject, the body and the privacy away and puts the
 * organiser's name in the subject's place (Set-CalendarProcessing: DeleteSubject, DeleteComments,
 * AddOrganizerToSubject, RemovePrivateProperty).
 */
export function asRoomKeeps(copy: CalendarItem): CalendarItem {
  const stripped = (fields: Properties): Properties => ({
    ...fields,
    subject: copy.organizer.name,
    body: { ...bodyOf(undefined) },
    sensitivity: 'normal',
    isReminderOn: false,
  })
  const exceptions = new Map(
    [...copy.exceptions].map(([date, one]) => [date, { ...one, fields: stripped(one.fields) }]),
  )
  return { ...copy, fields: stripped(copy.fields), exceptions }
}

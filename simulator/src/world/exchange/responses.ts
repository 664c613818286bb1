import { isObject, type Json } from '../model.ts'
import type { Attendee, CalendarItem, EventContent, Response, ResponseStatus } from './calendar-item.ts'
import { occurrenceOn } from './calendar-item.ts'
import { shownAs } from './copies.ts'
import type { Exchange } from './exchange.ts'
import type { Located } from './locate.ts'
import type { Mailbox } from './mailbox.ts'
import { partsOf, withException, withoutOccurrence } from './occurrence-content.ts'
import { isInside, ownersAt } from './owner.ts'
import { isSameAddress } from './recipient.ts'
import { invalidRequest } from './refusal.ts'
import { keep, take } from './store.ts'
import { readZonedTime } from './time-zone.ts'
import type { Work } from './work.ts'

export interface Answer {
  readonly response: Extract<Response, 'accepted' | 'declined' | 'tentativelyAccepted'>
  readonly comment: string
  readonly sendResponse: boolean
  readonly proposed: Attendee['proposed']
}

/** Reads the body of accept, tentativelyAccept or decline; its names may begin with a capital. */
export function readAnswer(response: Answer['response'], body: Json | undefined): Answer {
  const given: { [name: string]: Json } = {}
  if (isObject(body)) for (const [name, value] of Object.entries(body)) given[name.toLowerCase()] = value
  const slot = given.proposednewtime
  const proposed = isObject(slot)
    ? { start: readZonedTime(slot.start, 'Start'), end: readZonedTime(slot.end, 'End') }
    : undefined
  const comment = typeof given.comment === 'string' ? given.comment : ''
  return { response, comment, sendResponse: given.sendresponse !== false, proposed }
}

/**
 * An attendee answers. What they decline leaves their calendar; the organiser's tracking follows when the answer is
 * sent (learn.microsoft.com/graph/api/event-accept, -tentativelyaccept, -decline).
 */
export function respond(exchange: Exchange, work: Work, mailbox: Mailbox, located: Located, answer: Answer): void {
  const { item, date } = located
  refuseAnswer(located, answer)
  const status: ResponseStatus = { response: answer.response, at: work.now }
  if (answer.response === 'declined') {
    if (date === undefined) take(exchange, work, mailbox.owner, item)
    else keep(exchange, work, mailbox.owner, withoutOccurrence(item, date, work))
  } else keep(exchange, work, mailbox.owner, withAnswer(located, status, work))
  if (answer.sendResponse) track(exchange, work, mailbox, located, answer, status)
}

function refuseAnswer({ item, instance }: Located, answer: Answer): void {
  const cannot = "Your request can't be completed."
  if (item.isOrganizer)
    throw invalidRequest(`${cannot} You can't respond to this meeting because you're the meeting organizer.`)
  const { fields, isCancelled } = instance.content
  if (isCancelled) throw invalidRequest(`${cannot} You can't respond to this meeting because it was cancelled.`)
  if (answer.proposed && fields.allowNewTimeProposals === false)
    throw invalidRequest(`${cannot} The organizer of this meeting doesn't allow new time proposals.`)
}

function withAnswer({ item, instance, date }: Located, status: ResponseStatus, work: Work): CalendarItem {
  const answered = (content: EventContent): EventContent => ({
    ...content,
    response: status,
    fields: { ...content.fields, showAs: shownAs(content.fields.showAs === 'free' ? 'free' : 'busy', status) },
    changed: work.now,
    version: content.version + 1,
  })
  if (date !== undefined) return withException(item, date, answered(partsOf(instance.content)))
  const exceptions = new Map([...item.exceptions].map(([day, one]) => [day, one.isCancelled ? one : answered(one)]))
  return { ...item, ...answered(partsOf(item)), exceptions }
}

/** Writes the answer into the organiser's item, or sends it out when the organiser is somewhere else. */
function track(
  exchange: Exchange,
  work: Work,
  { owner }: Mailbox,
  { item, date }: Located,
  answer: Answer,
  status: ResponseStatus,
): void {
  const { organizer } = item
  if (!isInside(exchange.tenancy, organizer.address)) {
    const subject = `${WORDS[answer.response]}: ${String(item.fields.subject ?? '')}`
    const internetMessageId = `<${work.random.guid()}@${exchange.tenancy.profile.domain}>`
    const about = { at: work.now, kind: 'meetingResponse' as const, from: owner.address, to: [organizer.address] }
    exchange.outbox.push({ ...about, subject, bodyPreview: answer.comment, internetMessageId })
    return
  }
  const [at] = ownersAt(exchange.tenancy, organizer.address)
  const original = at && exchange.open(at).copyOf(item.uid)
  if (!at || !original?.isOrganizer) return
  const tracked = (content: EventContent): EventContent => ({
    ...content,
    attendees: attendeesAfter(content.attendees, owner.displayName, owner.address, status, answer),
    changed: work.now,
    version: content.version + 1,
  })
  if (date === undefined) {
    const exceptions = new Map([...original.exceptions].map(([day, one]) => [day, tracked(one)]))
    keep(exchange, work, at, { ...original, ...tracked(partsOf(original)), exceptions })
    return
  }
  const occurrence = occurrenceOn(original, date)
  if (occurrence) keep(exchange, work, at, withException(original, date, tracked(partsOf(occurrence.content))))
}

const WORDS = { accepted: 'Accepted', declined: 'Declined', tentativelyAccepted: 'Tentative' } as const

/** Who answers for a group is listed beside it from then on. */
function attendeesAfter(
  attendees: readonly Attendee[],
  name: string,
  address: string,
  status: ResponseStatus,
  { proposed }: Answer,
): Attendee[] {
  if (!attendees.some((one) => isSameAddress(one.address, address)))
    return [...attendees, { name, address, type: 'required', status, proposed }]
  return attendees.map((one) => (isSameAddress(one.address, address) ? { ...one, status, proposed } : one))
}

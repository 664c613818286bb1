import type { Json, Properties } from '../model.ts'
import { bodyAs, bodyOf, previewOf } from './body-text.ts'
import { type CalendarItem, type Instance, timesOn } from './calendar-item.ts'
import { changeKey, etag, iCalUId, occurrenceId } from './item-id.ts'
import { attendeeBody, recipientBody, statusBody } from './recipient.ts'
import { recurrenceBody } from './recurrence.ts'
import { dayBody, instantOf, zonedBody } from './time-zone.ts'

/** How the caller wants to see events. */
export interface EventView {
  /** The zone of start and end, by the caller's own name of it. */
  readonly zone: string
  readonly bodyType: 'text' | 'html'
  /** Calendars.ReadBasic: no body, attachments or extensions (graph/permissions-reference). */
  readonly basic: boolean
}

/** All properties of an event as Graph shows them: learn.microsoft.com/graph/api/resources/event. */
export function eventBody(instance: Instance, view: EventView): Properties {
  const { item, content, date } = instance
  const { fields, version, changed } = content
  const body = bodyOf(fields.body)
  const id = idOf(instance)
  const { transactionId, singleValueExtendedProperties, body: _, ...plain } = fields
  return {
    '@odata.etag': etag(id, version),
    id,
    createdDateTime: new Date(item.created).toISOString(),
    lastModifiedDateTime: new Date(changed).toISOString(),
    changeKey: changeKey(id, version),
    originalStartTimeZone: content.start.zone,
    originalEndTimeZone: content.end.zone,
    iCalUId: iCalUId(item.uid, date),
    hasAttachments: false,
    ...plain,
    ...(transactionId === null ? {} : { transactionId: transactionId ?? null }),
    singleValueExtendedProperties: view.basic ? [] : (singleValueExtendedProperties ?? []),
    ...(view.basic ? {} : { body: bodyAs(body, view.bodyType), bodyPreview: previewOf(body) }),
    isAllDay: content.isAllDay,
    isCancelled: content.isCancelled,
    isDraft: false,
    isOrganizer: item.isOrganizer,
    seriesMasterId: date === undefined ? null : item.id,
    type: typeOf(instance),
    webLink: webLink(id, 'calendar'),
    onlineMeetingUrl: null,
    responseStatus: statusBody(content.response),
    ...timesBody(instance, view),
    ...(date === undefined
      ? {}
      : { originalStart: new Date(instantOf(timesOn(item, date).start)).toISOString().replace('.000Z', 'Z') }),
    recurrence: date === undefined && item.recurrence ? recurrenceBody(item.recurrence) : null,
    attendees: content.attendees.map((one) => attendeeBody(one, view.zone)),
    organizer: recipientBody(item.organizer),
    cancelledOccurrences: date === undefined ? cancelledOccurrences(item) : [],
  }
}

/** What delta tells of an occurrence that is like its series (learn.microsoft.com/graph/api/event-delta). */
export function occurrenceBody(instance: Instance, view: EventView): Properties {
  const id = idOf(instance)
  return {
    '@odata.type': '#microsoft.graph.event',
    '@odata.etag': etag(id, instance.content.version),
    id,
    seriesMasterId: instance.item.id,
    type: instance.type,
    ...timesBody(instance, view),
  }
}

export function idOf({ item, date }: Instance): string {
  return date === undefined ? item.id : occurrenceId(item.id, date)
}

export const webLink = (id: string, what: 'calendar' | 'mail'): string =>
  `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(id)}&exvsurl=1&path=/${what}/item`

function typeOf({ type, date, item }: Instance): string {
  return date === undefined && item.recurrence ? 'seriesMaster' : type
}

function timesBody({ content: { start, end, isAllDay } }: Instance, { zone }: EventView): { start: Json; end: Json } {
  const shown = isAllDay ? dayBody : zonedBody
  return { start: shown(start, zone), end: shown(end, zone) }
}

function cancelledOccurrences(item: CalendarItem): string[] {
  return [...item.cancelledDates].sort().map((date) => `OID.${item.id}.${date}`)
}

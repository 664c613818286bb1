import { isObject, type Json, type Properties } from '../model.ts'
import { readBody } from './body-text.ts'
import type { Exchange } from './exchange.ts'
import type { Mailbox } from './mailbox.ts'
import { failedValidation } from './refusal.ts'

/** What an event has of which nothing was said (learn.microsoft.com/graph/api/resources/event). */
export const NEW_EVENT: Properties = {
  subject: '',
  body: { contentType: 'html', content: '' },
  importance: 'normal',
  sensitivity: 'normal',
  showAs: 'busy',
  isReminderOn: true,
  reminderMinutesBeforeStart: 15,
  responseRequested: true,
  allowNewTimeProposals: true,
  hideAttendees: false,
  categories: [],
  location: { displayName: '', locationType: 'default', uniqueIdType: 'unknown', address: {}, coordinates: {} },
  locations: [],
  isOnlineMeeting: false,
  onlineMeetingProvider: 'unknown',
  onlineMeeting: null,
  transactionId: null,
  singleValueExtendedProperties: [],
}

const SIMPLE = [
  'subject',
  'importance',
  'sensitivity',
  'showAs',
  'isReminderOn',
  'reminderMinutesBeforeStart',
  'responseRequested',
  'allowNewTimeProposals',
  'hideAttendees',
  'categories',
]

/** The simple properties of an event after a body was written over them. What cannot be written is passed over. */
export function fieldsAfter(before: Properties, body: { [name: string]: Json }): Properties {
  const after = { ...before }
  for (const name of SIMPLE) {
    const value = body[name]
    if (value !== undefined) after[name] = value ?? NEW_EVENT[name] ?? null
  }
  if (body.body !== undefined) after.body = { ...readBody(body.body) }
  if (body.location !== undefined || body.locations !== undefined) Object.assign(after, placesAfter(body))
  if (body.isOnlineMeeting === true || body.onlineMeetingProvider === 'teamsForBusiness') after.isOnlineMeeting = true
  if (body.singleValueExtendedProperties !== undefined)
    after.singleValueExtendedProperties = extendedAfter(
      before.singleValueExtendedProperties,
      body.singleValueExtendedProperties,
    )
  return after
}

/** One location alone is the list too; of several, `location` has the names, joined. */
function placesAfter(body: { [name: string]: Json }): Properties {
  const given = Array.isArray(body.locations) ? body.locations : body.location ? [body.location] : []
  const locations = given.filter(isObject).map(place)
  const [first] = locations
  if (!first) return { location: NEW_EVENT.location ?? null, locations: [] }
  if (locations.length === 1) return { location: first, locations }
  return { location: place({ displayName: locations.map((one) => one.displayName ?? '').join('; ') }), locations }
}

function place(given: { [name: string]: Json }): { [name: string]: Json } {
  const uniqueId = given.displayName ?? ''
  return { locationType: 'default', uniqueId, uniqueIdType: 'private', ...given }
}

/** `{type} {guid} Name|Id …`: learn.microsoft.com/graph/api/resources/extended-properties-overview. */
const EXTENDED_ID =
  /^(?:(?:String|Integer|Boolean|Double|Float|Long|Short|SystemTime|Binary|CLSID|Currency|Time)(?:Array)?)\s(?:\{[0-9a-f-]{36}\}\s(?:Name\s.+|Id\s0x[0-9a-f]{4})|0x[0-9a-f]{4})$/i

function extendedAfter(before: Json | undefined, given: Json): Json[] {
  if (!Array.isArray(given)) throw failedValidation()
  const kept = (Array.isArray(before) ? before : []).filter(isObject)
  const values = new Map<string, Json>(kept.map((one) => [String(one.id), one.value ?? null]))
  for (const one of given) {
    if (!isObject(one) || typeof one.id !== 'string' || !EXTENDED_ID.test(one.id)) throw failedValidation()
    values.set(one.id, one.value ?? null)
  }
  return [...values].filter(([, value]) => value !== null).map(([id, value]) => ({ id, value }))
}

/** The fields of a meeting that is online, with what joins it. */
export function withMeeting({ tenancy }: Exchange, { owner }: Mailbox, uid: string, fields: Properties): Properties {
  if (fields.isOnlineMeeting !== true) return fields
  const meeting = onlineMeeting(uid, tenancy.profile.tenantId, owner.id)
  return { ...fields, onlineMeetingProvider: 'teamsForBusiness', onlineMeeting: meeting }
}

/** What joins an online meeting; the same meeting always has the same address. */
export function onlineMeeting(uid: string, tenantId: string, organizerId: string): Json {
  const context = encodeURIComponent(JSON.stringify({ Tid: tenantId, Oid: organizerId }))
  const thread = encodeURIComponent(`19:meeting_${Buffer.from(uid).toString('base64url').slice(0, 48)}@thread.v2`)
  const digits = [...uid].map((letter) => letter.charCodeAt(0) % 10).join('')
  return {
    joinUrl: `https://teams.microsoft.com/l/meetup-join/${thread}/0?context=${context}`,
    conferenceId: digits.slice(0, 9),
    tollNumber: '+49 4499 555 0100',
  }
}

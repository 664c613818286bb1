import { isObject, type Json } from '../model.ts'
import type { Address, Attendee, ResponseStatus } from './calendar-item.ts'
import { failedValidation, invalidRecipients, invalidRequest } from './refusal.ts'
import { zonedBody } from './time-zone.ts'

/** learn.microsoft.com/graph/api/resources/event: at most 500 attendees. */
const MOST_ATTENDEES = 500

/** Somebody who has not answered; the instant stands for "never". */
export const NOT_ANSWERED: ResponseStatus = { response: 'none', at: undefined }

/** Reads a recipient: an address is needed, the name is the address when there is none. */
export function readRecipient(value: Json | undefined): Address {
  const given = isObject(value) && isObject(value.emailAddress) ? value.emailAddress : {}
  const address = typeof given.address === 'string' ? given.address.trim() : ''
  if (!/^[^@\s]+@[^@\s]+$/.test(address)) throw invalidRecipients(`Recipient '${address}' is not resolved.`)
  return { address, name: typeof given.name === 'string' && given.name !== '' ? given.name : address }
}

/** Reads the attendees of an event; who was among them before keeps what they answered. */
export function readAttendees(value: Json | undefined, before: readonly Attendee[]): Attendee[] {
  if (!Array.isArray(value)) throw failedValidation()
  if (value.length > MOST_ATTENDEES) throw invalidRequest(`An event can have at most ${MOST_ATTENDEES} attendees.`)
  return value.map((one) => {
    const recipient = readRecipient(one)
    const known = before.find(({ address }) => isSameAddress(address, recipient.address))
    const given = isObject(one) ? one.type : undefined
    const type = given === 'optional' || given === 'resource' ? given : 'required'
    return { ...recipient, type, status: known?.status ?? NOT_ANSWERED, proposed: known?.proposed }
  })
}

export const isSameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

export const recipientBody = ({ name, address }: Address): Json => ({ emailAddress: { name, address } })

export function statusBody({ response, at }: ResponseStatus): Json {
  return { response, time: at === undefined ? '0001-01-01T00:00:00Z' : new Date(at).toISOString() }
}

export function attendeeBody(attendee: Attendee, zone: string): Json {
  const { type, status, name, address, proposed } = attendee
  const body = { type, status: statusBody(status), emailAddress: { name, address } }
  if (!proposed) return body
  return {
    ...body,
    proposedNewTime: { start: zonedBody(proposed.start, zone), end: zonedBody(proposed.end, zone) },
  }
}

import { Temporal } from 'temporal-polyfill'
import { findIana } from 'windows-iana'
import { isObject, type Json } from '../model.ts'
import { ExchangeRefusal, failedValidation } from './refusal.ts'

/** A time on the wall of a zone, as Graph's dateTimeTimeZone says it. */
export interface ZonedTime {
  /** `yyyy-MM-ddTHH:mm:ss`, with a fraction if one was given. */
  readonly local: string
  /** As the caller named it: a Windows or an IANA name. */
  readonly zone: string
}

const known = new Map<string, string | undefined>([['tzone://Microsoft/Utc', 'UTC']])

/**
 * The IANA name of a zone that Exchange knows by its Windows or its IANA name, undefined for any other
 * (learn.microsoft.com/graph/api/resources/datetimetimezone).
 */
export function ianaOf(name: string): string | undefined {
  if (!known.has(name)) known.set(name, findIana(name)[0] ?? (isIana(name) ? name : undefined))
  return known.get(name)
}

function isIana(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId.length > 0
  } catch {
    return false
  }
}

/** The name itself when it is a zone's. Refuses in the words of the service. */
export function checkedZone(name: string): string {
  if (ianaOf(name) !== undefined) return name
  const message = `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`
  throw new ExchangeRefusal(400, 'TimeZoneNotSupportedException', message)
}

/**
 * Epoch milliseconds of a wall-clock time. A time that a spring change skips is as much later as the change is long;
 * of two that an autumn change repeats it is the first.
 */
export function instantOf({ local, zone }: ZonedTime): number {
  const iana = ianaOf(zone) ?? 'UTC'
  return Temporal.PlainDateTime.from(local).toZonedDateTime(iana, { disambiguation: 'compatible' }).epochMilliseconds
}

/** What the clock of a zone shows at an instant, in the form of Graph's answers: seven decimals, no offset. */
export function localAt(instant: number, zone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(ianaOf(zone) ?? 'UTC')
  return zoned.toPlainDateTime().toString({ fractionalSecondDigits: 7 })
}

const DATE_TIME = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d)?(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?$/

/**
 * Reads a dateTimeTimeZone. A date alone is its midnight; an offset inside the dateTime counts before the zone, in
 * which the time is then kept.
 */
export function readZonedTime(value: Json | undefined, name: string): ZonedTime {
  if (!isObject(value) || typeof value.dateTime !== 'string') throw failedValidation()
  const zone = checkedZone(typeof value.timeZone === 'string' ? value.timeZone : 'UTC')
  const [, date, time = '00:00', seconds = ':00', , offset] = DATE_TIME.exec(value.dateTime) ?? []
  const local = `${date}T${time}${seconds}`
  if (date === undefined || !isDateTime(local)) throw invalidDateTime(value.dateTime, name)
  return offset === undefined ? { local, zone } : { local: localAt(Date.parse(`${local}${offset}`), zone), zone }
}

function isDateTime(local: string): boolean {
  try {
    return Temporal.PlainDateTime.from(local, { overflow: 'reject' }).year > 0
  } catch {
    return false
  }
}

const invalidDateTime = (value: string, name: string) =>
  new ExchangeRefusal(400, 'ErrorInvalidParameter', `The value '${value}' of parameter '${name}' is invalid.`)

/** A dateTimeTimeZone in the zone that the caller prefers. */
export function zonedBody(time: ZonedTime, zone: string): { dateTime: string; timeZone: string } {
  return { dateTime: localAt(instantOf(time), zone), timeZone: zone }
}

/** All-day events go from midnight to midnight in whatever zone they are read. */
export function dayBody(time: ZonedTime, zone: string): { dateTime: string; timeZone: string } {
  return { dateTime: `${dateOf(time.local)}T00:00:00.0000000`, timeZone: zone }
}

/** The date of a wall-clock time. */
export const dateOf = (local: string): string => local.slice(0, 10)

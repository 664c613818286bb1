import type { Json, Properties } from '../model.ts'
import type { Instance } from './calendar-item.ts'
import { calendarView } from './calendar-view.ts'
import { calendarIdOf, type Mailbox } from './mailbox.ts'
import { workingHours } from './mailbox-settings.ts'
import { ExchangeRefusal } from './refusal.ts'
import { dayBody, zonedBody } from './time-zone.ts'

const MINUTE = 60_000

/** Digits of an availabilityView (learn.microsoft.com/graph/api/resources/scheduleinformation), the weightiest last. */
const WEIGHTS = [
  ['free', '0'],
  ['workingElsewhere', '4'],
  ['tentative', '1'],
  ['busy', '2'],
  ['oof', '3'],
] as const

/** What is asked of getSchedule: learn.microsoft.com/graph/api/calendar-getschedule. */
export interface Window {
  readonly from: number
  readonly to: number
  /** Minutes of one digit of the availabilityView. */
  readonly interval: number
}

/** Limits of the Availability service: minutes of an interval, and days of a window. */
const INTERVAL = { least: 5, most: 1_440 } as const
const LONGEST_DAYS = 62

export function checkWindow({ from, to, interval }: Window): void {
  if (to <= from)
    throw new ExchangeRefusal(400, 'ErrorInvalidTimeInterval', 'The end of the time window must be after its start.')
  if (to - from > LONGEST_DAYS * 1_440 * MINUTE)
    throw new ExchangeRefusal(400, 'ErrorTimeIntervalTooBig', `The time window must be at most ${LONGEST_DAYS} days.`)
  if (interval < INTERVAL.least || interval > INTERVAL.most || interval * MINUTE > to - from)
    throw new ExchangeRefusal(
      400,
      'ErrorInvalidMergedFreeBusyInterval',
      `The availabilityViewInterval must be from ${INTERVAL.least} to ${INTERVAL.most} minutes and fit into the time window.`,
    )
}

/** When somebody is free; `detailed` tells subjects and places too. */
export function scheduleOf(
  scheduleId: string,
  mailbox: Mailbox,
  window: Window,
  zone: string,
  detailed: boolean,
): Properties {
  const instances = calendarView(mailbox, calendarIdOf(mailbox.owner), window.from, window.to)
  const busy = instances.filter(({ content }) => content.fields.showAs !== 'free')
  return {
    scheduleId,
    availabilityView: availabilityView(busy, window),
    scheduleItems: busy.map((one) => scheduleItem(one, zone, detailed)),
    workingHours: workingHours(mailbox),
  }
}

/** One digit for each interval; the weightiest event in it counts. */
export function availabilityView(busy: readonly Instance[], { from, to, interval }: Window): string {
  let view = ''
  for (let at = from; at < to; at += interval * MINUTE) {
    const end = Math.min(at + interval * MINUTE, to)
    const within = busy.filter((one) => one.from < end && one.to > at)
    const weight = Math.max(0, ...within.map(({ content }) => WEIGHTS.findIndex(([n]) => n === content.fields.showAs)))
    view += WEIGHTS[weight]?.[1] ?? '0'
  }
  return view
}

function scheduleItem({ content }: Instance, zone: string, detailed: boolean): Json {
  const shown = content.isAllDay ? dayBody : zonedBody
  const { subject = '', location, sensitivity, showAs = 'busy' } = content.fields
  const times = { start: shown(content.start, zone), end: shown(content.end, zone) }
  if (!detailed) return { status: showAs, ...times }
  const isPrivate = sensitivity === 'private'
  if (isPrivate) return { isPrivate, status: showAs, ...times }
  const name =
    typeof location === 'object' && location !== null && !Array.isArray(location) ? location.displayName : null
  return { isPrivate, status: showAs, subject, location: name ?? '', ...times }
}

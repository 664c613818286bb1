/** Times and lengths of time in the words of the person's own language and zone. */

const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** “3 hours ago”, “in 5 minutes”; “just now” within a minute. */
export function relativeTime(at: string, now: number, locale = 'en'): string {
  const distance = new Date(at).getTime() - now
  const [unit, length] = units.find(([, size]) => Math.abs(distance) >= size) ?? ['second', 1_000]
  if (unit === 'second') return 'just now'
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(distance / length), unit)
}

/** “Saturday, 21 November 2026 at 03:15:42 CET”, in the zone given or the person's own. */
export const exactTime = (at: string, timeZone?: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long', ...(timeZone && { timeZone }) }).format(
    new Date(at),
  )

/** “21 Nov 2026, 03:15”, where room is short. */
export const shortTime = (at: string, timeZone?: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone && { timeZone }),
  }).format(new Date(at))

const day = { day: 'numeric', month: 'long', year: 'numeric' } as const

/** “21 November 2026”, of Microsoft's dates of employment, which are midnight in UTC. */
export const dateInWords = (at: string): string =>
  new Intl.DateTimeFormat('en-GB', { ...day, timeZone: 'UTC' }).format(new Date(at))

/** “Saturday, 21 November 2026 at 03:15”: when something became known, in the person's own zone. */
export const momentInWords = (at: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' }).format(new Date(at))

/** “1 min 20 s”, “42 s”, “0.4 s”. */
export function lengthOfTime(seconds: number): string {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`
}

/** What `<input type="datetime-local">` shows for an instant, in the person's own zone: `2026-11-21T03:15`. */
export function localInput(at: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}

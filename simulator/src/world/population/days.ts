import { isoSeconds } from '../clock.ts'

const DAY = 86_400_000
const texts = new Map<number, string>()

/** Graph's text of an instant some whole days before another; kept, since many objects have the same few thousand dates. */
export function dayText(anchor: number, daysBefore: number): string {
  const instant = anchor - daysBefore * DAY
  const known = texts.get(instant)
  if (known !== undefined) return known
  const text = isoSeconds(instant)
  texts.set(instant, text)
  return text
}

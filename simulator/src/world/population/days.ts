import { isoSeconds } from '../clock.ts'

const DAY = 86_400_000

/** Graph's texts of the instants some whole days before another; kept, since many objects have the same few thousand dates. */
export class DayTexts {
  readonly #anchor: number
  readonly #texts: (string | undefined)[] = []

  /** @param anchor epoch milliseconds */
  constructor(anchor: number) {
    this.#anchor = anchor
  }

  before(days: number): string {
    const known = this.#texts[days]
    if (known !== undefined) return known
    const text = isoSeconds(this.#anchor - days * DAY)
    this.#texts[days] = text
    return text
  }
}

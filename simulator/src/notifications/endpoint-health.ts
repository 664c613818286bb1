/** How an endpoint is served: as usual, with a delay, or not at all. */
export type EndpointState = 'normal' | 'slow' | 'dropping'

/**
 * When an endpoint is slow (learn.microsoft.com/graph/change-notifications-delivery-webhooks#throttling): an answer
 * that takes longer than 2,900 ms counts; from 100 answers on, 10 % delay everything by 10 minutes and 15 % drop it;
 * what was counted is thrown away every 10 minutes.
 */
export const ENDPOINTS = {
  slowMs: 2_900,
  judgedFrom: 100,
  slowShare: 0.1,
  droppingShare: 0.15,
  windowMs: 10 * 60_000,
  delayMs: 10 * 60_000,
} as const

interface Window {
  readonly since: number
  readonly answers: number
  readonly slow: number
}

/** What a window of answers says of its endpoint. */
export function judged({ answers, slow }: Pick<Window, 'answers' | 'slow'>): EndpointState {
  if (answers < ENDPOINTS.judgedFrom) return 'normal'
  if (slow >= answers * ENDPOINTS.droppingShare) return 'dropping'
  return slow >= answers * ENDPOINTS.slowShare ? 'slow' : 'normal'
}

/** Counts the answers of every endpoint by the simulated clock. An endpoint is the URL without its query. */
export class EndpointHealth {
  readonly #windows = new Map<string, Window>()

  note(url: string, now: number, milliseconds: number): void {
    const window = this.#current(url, now)
    const slow = window.slow + (milliseconds > ENDPOINTS.slowMs ? 1 : 0)
    this.#windows.set(endpointOf(url), { ...window, answers: window.answers + 1, slow })
  }

  state(url: string, now: number): EndpointState {
    return judged(this.#current(url, now))
  }

  #current(url: string, now: number): Window {
    const window = this.#windows.get(endpointOf(url))
    return window && now - window.since < ENDPOINTS.windowMs ? window : { since: now, answers: 0, slow: 0 }
  }
}

const endpointOf = (url: string) => url.split('?')[0] ?? url

/** How the network side of change notifications is to behave; what a test orders with `POST /_control/notifications`. */
export interface CallbackSettings {
  /** Probability that a POST which arrived is sent once more. */
  readonly duplicate: number
  /** Probability that a notification is held back for up to a minute, so that later ones overtake it. */
  readonly reorder: number
  /** Probability that a notification is lost. */
  readonly drop: number
  /** Simulated milliseconds from a change to its notification. */
  readonly delayMs: number
  /** Real milliseconds within which an endpoint must answer a notification. */
  readonly answerWithinMs: number
  /** Real milliseconds within which it must answer a validation request. */
  readonly validateWithinMs: number
  /** Begins the sequence of chance anew. */
  readonly seed: string
}

/**
 * 3 s and 10 s: learn.microsoft.com/graph/change-notifications-delivery-webhooks (Throttling; notificationUrl
 * validation).
 */
export const ORDERLY: CallbackSettings = {
  duplicate: 0,
  reorder: 0,
  drop: 0,
  delayMs: 0,
  answerWithinMs: 3_000,
  validateWithinMs: 10_000,
  seed: '',
}

/** One call, or the decision to make none, for whoever reads `/_control/deliveries`. */
export interface CallbackAttempt {
  /** Simulated epoch milliseconds. */
  readonly at: number
  readonly url: string
  readonly kind: 'validation' | 'change' | 'lifecycle'
  readonly subscriptionIds: readonly string[]
  /** How many notifications it carried. */
  readonly items: number
  /** 1 for the first. */
  readonly attempt: number
  /** HTTP status; undefined when there was no answer, or no call. */
  readonly status: number | undefined
  readonly milliseconds: number
  readonly outcome: 'delivered' | 'failed' | 'discarded' | 'dropped' | 'lost'
  readonly reason: string | undefined
}

/** How many attempts are remembered. */
const REMEMBERED = 2_000

/** The calls that the simulated cloud makes to others, and how it is to make them. Nothing of it is kept over a restart. */
export class Callbacks {
  readonly attempts: CallbackAttempt[] = []
  #settings = ORDERLY

  get settings(): CallbackSettings {
    return this.#settings
  }

  order(settings: CallbackSettings): void {
    this.#settings = settings
  }

  record(attempt: CallbackAttempt): void {
    this.attempts.push(attempt)
    if (this.attempts.length > REMEMBERED) this.attempts.shift()
  }
}

import type { Json } from '../world/model.ts'
import type { CallbackAttempt } from '../world/subscriptions/callbacks.ts'
import type { Subscription } from '../world/subscriptions/subscription.ts'
import type { Tenancy } from '../world/tenancy.ts'
import type { World } from '../world/world.ts'
import { Disorder } from './disorder.ts'
import { ENDPOINTS, EndpointHealth } from './endpoint-health.ts'
import type { NotificationItem } from './payload.ts'
import { post } from './post.ts'
import { isGivenUp, retryDelay } from './retry.ts'
import type { Scheduler } from './scheduler.ts'

/** One notification on its way. */
export interface Outgoing {
  readonly url: string
  readonly kind: 'change' | 'lifecycle'
  readonly tenancy: Tenancy
  readonly subscription: Subscription
  /** Whether it is sent although its subscription is gone, since it tells just that. */
  readonly isFarewell: boolean
  /** The element of the collection, made when it is first sent. */
  readonly item: () => Promise<NotificationItem>
}

/** Notifications that travel in one POST, as they were when it was first sent. */
interface Parcel {
  readonly url: string
  readonly contents: readonly { readonly outgoing: Outgoing; readonly item: NotificationItem }[]
  readonly firstTriedAt: number
  readonly attempt: number
}

/** How many notifications share a POST at most; the real number is not documented. */
const ITEMS_PER_POST = 100

export interface OutboxOptions {
  readonly monotonic: () => number
  /** The tokens that prove the sender of a collection with resource data. */
  readonly validationTokens: (outgoing: readonly Outgoing[]) => string[]
  /** Hears what an endpoint will never get. */
  readonly undelivered: (outgoing: readonly Outgoing[]) => void
}

/**
 * Collects notifications by endpoint and sends them, several in one POST, until the endpoint takes them or 4 hours have
 * passed (learn.microsoft.com/graph/change-notifications-delivery-webhooks).
 */
export class Outbox {
  readonly #world: World
  readonly #scheduler: Scheduler
  readonly #options: OutboxOptions
  readonly #disorder: Disorder
  readonly #health = new EndpointHealth()
  readonly #closing = new AbortController()
  #waiting: { readonly due: number; readonly outgoing: Outgoing }[] = []

  constructor(world: World, scheduler: Scheduler, options: OutboxOptions) {
    this.#world = world
    this.#scheduler = scheduler
    this.#options = options
    this.#disorder = new Disorder(world)
  }

  add(outgoing: Outgoing): void {
    const now = this.#world.now()
    if (this.#disorder.happens('drop')) {
      this.#record([outgoing], { attempt: 1, outcome: 'lost', reason: 'lost as ordered' })
      return
    }
    const throttled = this.#health.state(outgoing.url, now) === 'slow' ? ENDPOINTS.delayMs : 0
    const due = now + this.#disorder.delay() + throttled
    this.#waiting.push({ due, outgoing })
    this.#scheduler.at(due, () => this.#flush())
  }

  /** Sends nothing of what has not been sent. */
  forget(): void {
    this.#waiting = []
  }

  close(): void {
    this.forget()
    this.#closing.abort()
  }

  async #flush(): Promise<void> {
    const now = this.#world.now()
    const due = this.#waiting.filter((one) => one.due <= now).sort((a, b) => a.due - b.due)
    this.#waiting = this.#waiting.filter((one) => one.due > now)
    const byUrl = Map.groupBy(due, ({ outgoing }) => outgoing.url)
    await Promise.all(
      [...byUrl].map(async ([url, all]) => {
        for (let from = 0; from < all.length; from += ITEMS_PER_POST) {
          const outgoing = all.slice(from, from + ITEMS_PER_POST).map((one) => one.outgoing)
          const contents = await Promise.all(outgoing.map(async (one) => ({ outgoing: one, item: await one.item() })))
          await this.#send({ url, contents, firstTriedAt: now, attempt: 1 })
        }
      }),
    )
  }

  async #send(parcel: Parcel): Promise<void> {
    const { url, firstTriedAt, attempt } = parcel
    const now = this.#world.now()
    const contents = parcel.contents.filter(({ outgoing }) => this.#isWanted(outgoing, now))
    const outgoing = contents.map((one) => one.outgoing)
    if (outgoing.length === 0) return
    const isLate = isGivenUp(firstTriedAt, now)
    if (isLate || this.#health.state(url, now) === 'dropping') {
      const reason = isLate ? 'not taken for 4 hours' : 'the endpoint is too slow'
      this.#record(outgoing, { attempt, outcome: isLate ? 'discarded' : 'dropped', reason })
      this.#options.undelivered(outgoing)
      return
    }
    const body = { value: contents.map(({ item }) => item), ...this.#proof(outgoing) }
    const isTaken = await this.#post(url, body, outgoing, attempt)
    if (isTaken && this.#disorder.happens('duplicate')) await this.#post(url, body, outgoing, attempt)
    if (isTaken) return
    const after = this.#world.now()
    const again = after + retryDelay(attempt, this.#health.state(url, after))
    this.#scheduler.at(again, () => this.#send({ url, contents, firstTriedAt, attempt: attempt + 1 }))
  }

  async #post(
    url: string,
    body: { [name: string]: Json },
    outgoing: readonly Outgoing[],
    attempt: number,
  ): Promise<boolean> {
    const withinMs = this.#world.callbacks.settings.answerWithinMs
    const started = this.#options.monotonic()
    const posted = await post(new URL(url), {
      contentType: 'application/json; charset=utf-8',
      body: JSON.stringify(body),
      withinMs,
      until: this.#closing.signal,
    })
    const milliseconds = this.#options.monotonic() - started
    this.#health.note(url, this.#world.now(), milliseconds)
    const isTaken =
      posted.status !== undefined && posted.status >= 200 && posted.status < 300 && milliseconds <= withinMs
    const reason = posted.status === undefined ? posted.reason : undefined
    const outcome = isTaken ? 'delivered' : 'failed'
    this.#record(outgoing, { attempt, outcome, reason, status: posted.status, milliseconds })
    return isTaken
  }

  #isWanted({ tenancy, subscription, isFarewell }: Outgoing, now: number): boolean {
    return isFarewell || tenancy.subscriptions.find(subscription.id, now) !== undefined
  }

  #proof(outgoing: readonly Outgoing[]): { [name: string]: Json } {
    const tokens = this.#options.validationTokens(outgoing)
    return tokens.length === 0 ? {} : { validationTokens: tokens }
  }

  #record(
    outgoing: readonly Outgoing[],
    told: Pick<CallbackAttempt, 'attempt' | 'outcome' | 'reason'> & {
      status?: number | undefined
      milliseconds?: number
    },
  ): void {
    const [first] = outgoing
    if (!first) return
    this.#world.callbacks.record({
      at: this.#world.now(),
      url: first.url,
      kind: first.kind,
      subscriptionIds: [...new Set(outgoing.map(({ subscription }) => subscription.id))],
      items: outgoing.length,
      attempt: told.attempt,
      outcome: told.outcome,
      reason: told.reason,
      status: told.status,
      milliseconds: told.milliseconds ?? 0,
    })
  }
}

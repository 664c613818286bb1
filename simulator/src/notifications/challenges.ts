import { mayStillRead } from '../world/subscriptions/access.ts'
import type { Subscription } from '../world/subscriptions/subscription.ts'
import type { Tenancy } from '../world/tenancy.ts'
import type { World } from '../world/world.ts'
import { challengeDue, isAuthorized } from './authorization.ts'
import type { Scheduler } from './scheduler.ts'

/** Sends a challenge to a subscriber that has somewhere to receive it. */
type SendChallenge = (tenancy: Tenancy, subscription: Subscription) => void

/** Watches which subscriptions are still authorised, and challenges those that must be authorised anew. */
export class Challenges {
  readonly #world: World
  readonly #scheduler: Scheduler
  readonly #send: SendChallenge
  /** When each subscription was last challenged. */
  readonly #sentAt = new Map<string, number>()
  /** Subscriptions whose permission was seen withdrawn since they were last vouched for. */
  readonly #withdrawn = new Set<string>()
  #reviewAt = Number.POSITIVE_INFINITY

  constructor(world: World, scheduler: Scheduler, send: SendChallenge) {
    this.#world = world
    this.#scheduler = scheduler
    this.#send = send
  }

  /** Whether changes are told to a subscription at this moment. */
  allows(tenancy: Tenancy, subscription: Subscription): boolean {
    return isAuthorized(subscription, this.#world.now()) && this.#mayRead(tenancy, subscription)
  }

  /** Takes note that somebody with the permission has vouched for a subscription. */
  vouchedFor(subscriptionId: string): void {
    this.#withdrawn.delete(subscriptionId)
  }

  /** Begins anew, with whatever subscriptions there are. */
  forget(): void {
    this.#sentAt.clear()
    this.#withdrawn.clear()
    this.#reviewAt = Number.POSITIVE_INFINITY
  }

  /** Looks at every subscription again: some may have come or been renewed, or some access may have changed. */
  reviewSoon(): void {
    this.#reviewBy(this.#world.now())
  }

  #reviewBy(instant: number): void {
    if (this.#reviewAt <= instant || instant === Number.POSITIVE_INFINITY) return
    this.#reviewAt = instant
    this.#scheduler.at(instant, () => {
      if (this.#reviewAt === instant) this.#review()
    })
  }

  #review(): void {
    const now = this.#world.now()
    this.#reviewAt = Number.POSITIVE_INFINITY
    const next = this.#world.tenancies.flatMap((tenancy) =>
      tenancy.subscriptions.live(now).map((subscription) => this.#reviewOne(tenancy, subscription, now)),
    )
    this.#reviewBy(Math.min(...next))
  }

  /** Answers when to look again. */
  #reviewOne(tenancy: Tenancy, subscription: Subscription, now: number): number {
    const { id } = subscription
    const isAllowed = this.#mayRead(tenancy, subscription)
    if (!isAllowed) this.#withdrawn.add(id)
    if (subscription.lifecycleNotificationUrl === undefined) return Number.POSITIVE_INFINITY
    const due = challengeDue(subscription, isAllowed, this.#sentAt.get(id))
    if (due > now) return due
    this.#send(tenancy, subscription)
    this.#sentAt.set(id, now)
    return challengeDue(subscription, isAllowed, now)
  }

  /** A permission that was withdrawn and given again counts from the next authorisation on. */
  #mayRead(tenancy: Tenancy, subscription: Subscription): boolean {
    return !this.#withdrawn.has(subscription.id) && mayStillRead(this.#world, tenancy, subscription)
  }
}

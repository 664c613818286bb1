import type { Subscription } from './subscription.ts'

/** The subscriptions in one tenancy. What has expired is out of sight at once, and forgotten with the next change. */
export class Subscriptions {
  readonly #byId = new Map<string, Subscription>()

  /** Adds a subscription, or puts it in the place of the one with its id. */
  put(subscription: Subscription, now: number): void {
    for (const { id, expiresAt } of this.#byId.values()) if (expiresAt <= now) this.#byId.delete(id)
    this.#byId.set(subscription.id, subscription)
  }

  find(id: string, now: number): Subscription | undefined {
    const found = this.#byId.get(id.toLowerCase())
    return found && found.expiresAt > now ? found : undefined
  }

  delete(id: string): boolean {
    return this.#byId.delete(id)
  }

  /** Those that have not expired, oldest first. */
  live(now: number): Subscription[] {
    return [...this.#byId.values()].filter(({ expiresAt }) => expiresAt > now)
  }
}

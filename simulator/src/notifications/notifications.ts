import type { ResourceChange } from '../world/feed.ts'
import type { Json } from '../world/model.ts'
import { guidOf } from '../world/random.ts'
import { covers, type LifecycleEvent, lifecycleEventsOf, subscribable } from '../world/subscriptions/resources.ts'
import type { Subscription } from '../world/subscriptions/subscription.ts'
import type { Tenancy } from '../world/tenancy.ts'
import type { World } from '../world/world.ts'
import { Challenges } from './challenges.ts'
import { encryptedContent } from './encrypted-content.ts'
import { Outbox, type Outgoing } from './outbox.ts'
import { changeItem, lifecycleItem, type NotificationItem } from './payload.ts'
import { Scheduler } from './scheduler.ts'
import { validationClaims } from './validation-token.ts'

/** What delivery needs of the rest of the simulated cloud. */
export interface NotificationPorts {
  /** What a subscription is shown of a changed resource; undefined when it cannot be read. */
  readonly readResource: (
    tenancy: Tenancy,
    subscription: Subscription,
    resource: string,
  ) => Promise<{ readonly [name: string]: Json } | undefined>
  /** Signs with the identity platform's key; undefined where the identity platform cannot. */
  readonly signValidationToken: ((claims: { readonly [name: string]: Json }) => string) | undefined
  /** Real milliseconds, to tell a slow endpoint. */
  readonly monotonic: () => number
}

/** Changes after which the standing of subscriptions is looked at again. */
const ACCESS = /^microsoft\.graph\.(servicePrincipal|appRoleAssignment|oAuth2PermissionGrant|subscription)$/

/** Tells subscribers of what happens in the tenancies, and of what becomes of their subscriptions. */
export class Notifications {
  readonly #world: World
  readonly #ports: NotificationPorts
  readonly #scheduler: Scheduler
  readonly #outbox: Outbox
  readonly #challenges: Challenges
  readonly #stopListening: () => void
  #told = 0

  constructor(world: World, ports: NotificationPorts) {
    this.#world = world
    this.#ports = ports
    this.#scheduler = new Scheduler(world.clock)
    this.#outbox = new Outbox(world, this.#scheduler, {
      monotonic: ports.monotonic,
      validationTokens: (outgoing) => this.#validationTokens(outgoing),
      undelivered: (outgoing) => this.#tellMissed(outgoing),
    })
    this.#challenges = new Challenges(world, this.#scheduler, (tenancy, subscription) =>
      this.#sendLifecycle(tenancy, subscription, 'reauthorizationRequired'),
    )
    this.#stopListening = world.feed.listen((change) => this.#hear(change))
    world.onRestore(() => this.#beginAnew())
    this.#challenges.reviewSoon()
  }

  /** Resolves when everything that is due has been sent, or has failed and waits for a later instant. */
  idle(): Promise<void> {
    return this.#scheduler.idle()
  }

  /** Tells a subscriber that notifications were not delivered, without saying which; whether it can be told. */
  sendMissed(tenancy: Tenancy, subscription: Subscription): boolean {
    return this.#sendLifecycle(tenancy, subscription, 'missed')
  }

  close(): void {
    this.#stopListening()
    this.#scheduler.close()
    this.#outbox.close()
  }

  /** After a snapshot was restored what was on its way belongs to another course of events. */
  #beginAnew(): void {
    this.#scheduler.forget()
    this.#outbox.forget()
    this.#challenges.forget()
    this.#challenges.reviewSoon()
  }

  #hear(change: ResourceChange): void {
    const { tenancy } = change
    const now = this.#world.now()
    if (ACCESS.test(change.type)) {
      const own = change.type === 'microsoft.graph.subscription' && tenancy.subscriptions.find(change.id, now)
      if (own && change.changeType === 'deleted') this.#sendLifecycle(tenancy, own, 'subscriptionRemoved')
      else if (own) this.#challenges.vouchedFor(own.id)
      this.#challenges.reviewSoon()
      return
    }
    for (const subscription of tenancy.subscriptions.live(now))
      if (covers(subscription, change) && this.#challenges.allows(tenancy, subscription))
        this.#tell(subscription, change)
  }

  #tell(subscription: Subscription, change: ResourceChange): void {
    // The journal's number keeps ids apart from those of before a restart.
    const id = guidOf(`${this.#world.seed}/notification/${this.#world.journal.next}/${this.#told++}`)
    const item = changeItem(id, subscription, change)
    this.#outbox.add({
      url: subscription.notificationUrl,
      kind: 'change',
      tenancy: change.tenancy,
      subscription,
      isFarewell: false,
      item: () => this.#withContent(item, subscription, change),
    })
  }

  async #withContent(
    item: NotificationItem,
    subscription: Subscription,
    change: ResourceChange,
  ): Promise<NotificationItem> {
    const { encryption } = subscription
    if (!encryption) return item
    const content = change.content ?? (await this.#ports.readResource(change.tenancy, subscription, change.resource))
    return content === undefined ? item : { ...item, encryptedContent: encryptedContent(content, encryption) }
  }

  #sendLifecycle(tenancy: Tenancy, subscription: Subscription, event: LifecycleEvent): boolean {
    const { lifecycleNotificationUrl: url } = subscription
    const resource = subscribable(subscription.path)
    if (url === undefined || !resource || !lifecycleEventsOf(resource).includes(event)) return false
    const item = lifecycleItem(subscription, tenancy.profile.tenantId, event)
    const isFarewell = event === 'subscriptionRemoved'
    this.#outbox.add({ url, kind: 'lifecycle', tenancy, subscription, isFarewell, item: async () => item })
    return true
  }

  /** Notifications that an endpoint did not get are `missed` where the resource knows that event (ibid.: missed). */
  #tellMissed(outgoing: readonly Outgoing[]): void {
    const changes = outgoing.filter(({ kind }) => kind === 'change')
    for (const { tenancy, subscription } of new Map(changes.map((one) => [one.subscription.id, one])).values())
      this.sendMissed(tenancy, subscription)
  }

  /** One token for each application and tenancy among the receivers of resource data. */
  #validationTokens(outgoing: readonly Outgoing[]): string[] {
    const sign = this.#ports.signValidationToken
    if (!sign) return []
    const receivers = new Map<string, { [name: string]: Json }>()
    for (const { tenancy, subscription } of outgoing) {
      const { applicationId, encryption } = subscription
      const { tenantId } = tenancy.profile
      if (encryption)
        receivers.set(`${applicationId}/${tenantId}`, validationClaims(applicationId, tenantId, this.#world.now()))
    }
    return [...receivers.values()].map((claims) => sign(claims))
  }
}

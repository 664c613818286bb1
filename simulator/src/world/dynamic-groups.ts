import { compileMembershipRule, type RulePredicate } from './membership-rule.ts'
import { type Entity, isDynamic, textOf } from './model.ts'
import type { Tenancy } from './tenancy.ts'

/** Keeps the members of dynamic groups what their rules say. The real service takes minutes; here it is at once. */
export class DynamicGroups {
  readonly #tenancy: Tenancy
  readonly #rules = new Map<string, { group: Entity; matches: RulePredicate }>()

  constructor(tenancy: Tenancy) {
    this.#tenancy = tenancy
  }

  /** To be called after an object was inserted, changed or brought back. */
  follow(entity: Entity): void {
    if (entity.kind === 'user') this.#followUser(entity)
    if (entity.kind !== 'group' || !isDynamic(entity)) return
    if (textOf(entity, 'membershipRuleProcessingState') === 'Paused') this.forget(entity.id)
    else this.#followGroup(entity)
  }

  /** To be called when an object is gone for good. */
  forget(id: string): void {
    this.#rules.delete(id)
  }

  #followUser(user: Entity): void {
    for (const { group, matches } of this.#rules.values()) this.#settle(group, user, matches)
  }

  #followGroup(group: Entity): void {
    const matches = compileMembershipRule(textOf(group, 'membershipRule') ?? '')
    this.#rules.set(group.id, { group, matches })
    for (const user of this.#tenancy.store('user')) if (user.state === 'live') this.#settle(group, user, matches)
  }

  #settle(group: Entity, user: Entity, matches: RulePredicate): void {
    if (group.state !== 'live') return
    if (matches(user.properties)) this.#tenancy.link('members', group, user)
    else this.#tenancy.unlink('members', group, user)
  }
}

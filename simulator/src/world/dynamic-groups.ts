import { compileMembershipRule, type RulePredicate } from './membership-rule.ts'
import { type Entity, isDynamic, textOf } from './model.ts'
import type { Tenancy } from './tenancy.ts'

interface Rule {
  readonly group: Entity
  readonly text: string
  readonly matches: RulePredicate
  /** Whether somebody changed while the group was out of sight. */
  isStale: boolean
}

/** Keeps the members of dynamic groups what their rules say. The real service takes minutes; here it is at once. */
export class DynamicGroups {
  readonly #tenancy: Tenancy
  readonly #rules = new Map<string, Rule>()

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
    for (const rule of this.#rules.values()) this.#settle(rule, user)
  }

  #followGroup(group: Entity): void {
    const text = textOf(group, 'membershipRule') ?? ''
    const before = this.#rules.get(group.id)
    if (before && before.text === text && !before.isStale) return
    const rule = { group, text, matches: compileMembershipRule(text), isStale: false }
    this.#rules.set(group.id, rule)
    const users = this.#tenancy.store('user')
    for (const user of users.kept()) if (user.state === 'live') this.#settle(rule, user)
    if (!before) this.#tenancy.population?.addRule(group.id, users.unchangedNumbers(rule.matches))
    else for (const number of users.unchangedNumbers(() => true)) this.#settleUnchanged(rule, number)
  }

  #settleUnchanged(rule: Rule, number: number): void {
    const user = this.#tenancy.store('user').unchanged(number)
    if (user) this.#settle(rule, user)
  }

  #settle(rule: Rule, user: Entity): void {
    if (rule.group.state !== 'live') rule.isStale = true
    else if (rule.matches(user)) this.#tenancy.link('members', rule.group, user)
    else this.#tenancy.unlink('members', rule.group, user)
  }
}

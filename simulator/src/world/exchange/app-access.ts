import type { Tenancy } from '../tenancy.ts'
import type { MailboxOwner } from './owner.ts'
import { membersOf } from './owner.ts'

/** New-ApplicationAccessPolicy (graph/auth-limit-mailbox-access). */
export interface AppAccessPolicy {
  readonly appId: string
  readonly accessRight: 'RestrictAccess' | 'DenyAccess'
  /** The mail-enabled security group, or the one mailbox, that the policy is about. */
  readonly scopeId: string
}

/** New-ManagementRoleAssignment -App (exchange/permissions-exo/application-rbac). */
export interface AppRoleInExchange {
  readonly appId: string
  /** A role without its `Application ` prefix, which is Graph's name of the permission. */
  readonly permission: string
  /** A group or mailbox, or undefined for the whole organisation. */
  readonly scopeId: string | undefined
}

/**
 * What Exchange itself decides about applications, beside the permissions of their tokens: policies that take
 * mailboxes away from an application, and roles that give it mailboxes for which its token has no permission.
 */
export class AppAccess {
  readonly policies: AppAccessPolicy[] = []
  readonly roles: AppRoleInExchange[] = []
  readonly #tenancy: Tenancy

  constructor(tenancy: Tenancy) {
    this.#tenancy = tenancy
  }

  /** Whether a policy keeps an application from a mailbox. A denial wins; any restriction must have the mailbox. */
  blocks(appId: string, owner: MailboxOwner): boolean {
    const own = this.policies.filter((policy) => policy.appId === appId)
    const denied = own.some((p) => p.accessRight === 'DenyAccess' && this.#isIn(owner, p.scopeId))
    const restricted = own.filter((p) => p.accessRight === 'RestrictAccess')
    return denied || (restricted.length > 0 && !restricted.some((p) => this.#isIn(owner, p.scopeId)))
  }

  /** The role inside Exchange that allows an application one of the permissions for a mailbox. */
  roleFor(appId: string, permissions: readonly string[], owner: MailboxOwner): AppRoleInExchange | undefined {
    return this.roles.find(
      (role) =>
        role.appId === appId &&
        permissions.includes(role.permission) &&
        (role.scopeId === undefined || this.#isIn(owner, role.scopeId)),
    )
  }

  #isIn(owner: MailboxOwner, scopeId: string): boolean {
    if (owner.id === scopeId) return true
    const group = this.#tenancy.findOf('group', scopeId)
    if (!group) return false
    for (const person of membersOf(this.#tenancy, group)) if (person.id === owner.id) return true
    return false
  }
}

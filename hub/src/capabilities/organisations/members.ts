import { AtriumError, notFound } from '../../kernel/errors.ts'
import type { Principal, Transaction } from '../../operation/context.ts'
import { mayAssignRole } from './rules.ts'
import { lockOwners } from './sql/lock-owners.ts'
import { membershipOf } from './sql/membership-of.ts'
import type { MemberRow } from './sql/rows.ts'

/** @throws AtriumError `forbidden` where the caller would give or take more than they hold */
export function requireRoleChange(
  principal: Principal,
  change: { from: string | undefined; to: string | undefined },
): void {
  const role = principal.kind === 'session' ? principal.role : undefined
  const scopes = principal.kind === 'public' ? [] : principal.scopes
  if (mayAssignRole({ role, scopes }, change)) return
  throw new AtriumError('forbidden', {
    reason: 'role_beyond_own',
    detail: 'You cannot give or take a role that can do more than you can.',
    next: 'Ask an owner of this organisation to do it.',
  })
}

/**
 * A member who is about to lose or change their role.
 *
 * @throws AtriumError `not_found`; `forbidden`; `conflict` where no owner would remain
 */
export async function memberToChange(
  transaction: Transaction,
  principal: Principal,
  change: { accountId: string; to: string | undefined },
): Promise<MemberRow> {
  // first, so that two owners who take each other's role wait for one another
  const owners = await transaction.rows(lockOwners, {})
  const member = await transaction.first(membershipOf, { accountId: change.accountId })
  if (!member) throw notFound('member')
  requireRoleChange(principal, { from: member.role, to: change.to })
  const others = owners.filter(({ account_id }) => account_id !== change.accountId)
  if (member.role === 'owner' && member.accepted_at && change.to !== 'owner' && others.length === 0)
    throw new AtriumError('conflict', {
      reason: 'last_owner',
      detail: 'An organisation always has an owner, and this is the last one.',
      next: 'Make somebody else an owner first.',
    })
  return member
}

import { z } from 'zod'
import { AtriumError } from '../../../../kernel/errors.ts'
import type { CommandContext } from '../../../../operation/context.ts'
import { operation } from '../../../../operation/define.ts'
import { makeSignInLink } from '../../links.ts'
import { requireRoleChange } from '../../members.ts'
import { DisplayName, EmailAddress, MemberAdded } from '../../model/organisation.ts'
import { RoleName } from '../../model/role.ts'
import type { OrganisationsParts } from '../../parts.ts'
import { changeInvitation } from '../../sql/change-invitation.ts'
import { insertAccount } from '../../sql/insert-account.ts'
import { insertMembership } from '../../sql/insert-membership.ts'
import { lookUpAccount } from '../../sql/look-up-account.ts'
import { membershipOf } from '../../sql/membership-of.ts'
import { memberView } from '../../views.ts'

/** The answer is the same whether or not there was an account for this address: it tells nothing about other organisations. */
export const addMember = ({ random, url }: OrganisationsParts) =>
  operation({
    name: 'organisations.add-member',
    summary: 'Invite a person, and get the one-time link that lets them in',
    kind: 'command',
    effect: 'compensable',
    route: 'POST /v1/members',
    scope: 'organisation:write',
    input: z.object({ email: EmailAddress, displayName: DisplayName, role: RoleName }),
    output: MemberAdded,
    errors: ['conflict'],
    showsSecret: true,
    subject: (_, outcome) => outcome && { type: 'account', id: outcome.member.accountId },
    audit: ({ email, role }) => ({ email, role }),
    async run(context, { email, displayName, role }) {
      const { transaction, clock } = context
      requireRoleChange(context.principal, { from: undefined, to: role })
      const now = clock.now()
      const before = transaction.scope
      const { organisationId } = context
      const accountId = await accountFor(context, email, displayName)
      const existing = await transaction.first(membershipOf, { accountId })
      if (existing?.accepted_at)
        throw new AtriumError('conflict', {
          reason: 'member_already',
          detail: 'This person is a member already.',
          next: 'Change their role instead, or let them sign in with what they have.',
        })
      if (existing) {
        requireRoleChange(context.principal, { from: existing.role, to: role })
        await transaction.run(changeInvitation, { accountId, role, invitedAs: displayName })
      }
      await transaction.actAs({ organisationId, accountId })
      if (!existing) await transaction.run(insertMembership, { role, invitedAs: displayName, now, acceptedAt: null })
      const link = await makeSignInLink(transaction, { random, url }, { issuedBy: 'organisation', now })
      await transaction.actAs(before)
      const member = await transaction.first(membershipOf, { accountId })
      if (!member) throw new Error('the membership that was just made is not there')
      return { member: memberView(member), signInLink: link.url, expiresAt: link.expiresAt.toISOString() }
    },
  })

/** The account of this address; a new one where there is none, also where two organisations invite at once. */
async function accountFor(context: CommandContext, email: string, displayName: string): Promise<string> {
  const { transaction, clock, newId, organisationId } = context
  const known = await transaction.first(lookUpAccount, { email })
  if (known) return known.account_id
  const before = transaction.scope
  const accountId = newId()
  await transaction.actAs({ organisationId, accountId })
  const made = await transaction.run(insertAccount, { email, displayName, now: clock.now() })
  await transaction.actAs(before)
  if (made > 0) return accountId
  const other = await transaction.first(lookUpAccount, { email })
  if (!other) throw new Error('an account could neither be made nor found')
  return other.account_id
}

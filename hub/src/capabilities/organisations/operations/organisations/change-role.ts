import { z } from 'zod'
import { operation } from '../../../../operation/define.ts'
import { Uuid } from '../../../../operation/schemas.ts'
import { memberToChange } from '../../members.ts'
import { Member } from '../../model/organisation.ts'
import { RoleName } from '../../model/role.ts'
import { changeRole as changeRoleStatement } from '../../sql/change-role.ts'
import { memberView } from '../../views.ts'

export const changeRole = operation({
  name: 'organisations.change-role',
  summary: 'Change what a member may do, from their next call on',
  kind: 'command',
  effect: 'reversible',
  route: 'PATCH /v1/members/{accountId}',
  scope: 'organisation:write',
  input: z.object({ accountId: Uuid, role: RoleName }),
  output: Member,
  errors: ['not_found', 'conflict'],
  subject: ({ accountId }) => ({ type: 'account', id: accountId }),
  audit: ({ role }) => ({ role }),
  async run({ transaction, principal }, { accountId, role }) {
    const member = await memberToChange(transaction, principal, { accountId, to: role })
    await transaction.run(changeRoleStatement, { accountId, role })
    return memberView({ ...member, role })
  },
})

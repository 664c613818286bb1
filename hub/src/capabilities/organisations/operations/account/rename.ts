import { z } from 'zod'
import { AtriumError } from '../../../../kernel/errors.ts'
import { operation } from '../../../../operation/define.ts'
import { DisplayName } from '../../model/organisation.ts'
import { Account } from '../../model/session.ts'
import { ownAccount } from '../../sql/own-account.ts'
import { renameAccount } from '../../sql/rename-account.ts'
import { accountView } from '../../views.ts'

export const rename = operation({
  name: 'account.rename',
  summary: 'Change what I am called',
  kind: 'command',
  effect: 'reversible',
  route: 'PATCH /v1/account',
  access: 'session',
  input: z.object({ displayName: DisplayName }),
  output: Account,
  errors: [],
  subject: (_, outcome) => outcome && { type: 'account', id: outcome.accountId },
  audit: ({ displayName }) => ({ displayName }),
  async run({ transaction }, { displayName }) {
    await transaction.run(renameAccount, { displayName })
    const account = await transaction.first(ownAccount, {})
    if (!account) throw new AtriumError('unauthenticated')
    return accountView(account)
  },
})

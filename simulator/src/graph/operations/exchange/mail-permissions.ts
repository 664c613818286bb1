import type { Accepted } from '../../route.ts'

/** learn.microsoft.com/graph/permissions-reference#mail-permissions; the contract has no rows for mail. */
export const READ_MAIL: Accepted = {
  application: ['Mail.ReadBasic.All', 'Mail.Read', 'Mail.ReadWrite'],
  delegated: ['Mail.ReadBasic', 'Mail.Read', 'Mail.ReadWrite'],
}

export const WRITE_MAIL: Accepted = { application: ['Mail.ReadWrite'], delegated: ['Mail.ReadWrite'] }

export const SEND_MAIL: Accepted = { application: ['Mail.Send'], delegated: ['Mail.Send'] }

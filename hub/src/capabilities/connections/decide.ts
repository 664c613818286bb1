import { AtriumError, notFound } from '../../kernel/errors.ts'
import type { CommandContext } from '../../operation/context.ts'
import { requestView } from './request-view.ts'
import { decideRequest } from './sql/decide-request.ts'
import { requestRows } from './sql/request-rows.ts'

/** The answer of the organisation that holds a tenancy, which only an owner of it, in person, can give. */
export async function decide(context: CommandContext, tenancyRequestId: string, state: 'agreed' | 'refused') {
  const { transaction, principal, clock } = context
  const find = () => transaction.first(requestRows, { tenancyRequestId, beforeAt: null, beforeId: null, limit: 1 })
  const before = await find()
  if (!before?.received) throw notFound('request')
  if (principal.kind !== 'session' || principal.role !== 'owner')
    throw new AtriumError('forbidden', {
      detail: 'Only an owner of this organisation decides this, signed in as a person.',
      next: 'Ask an owner to open Connection → Requests.',
    })
  const now = clock.now()
  const changed = await transaction.run(decideRequest, { tenancyRequestId, state, by: principal.accountId, now })
  const row = await find()
  if (changed === 0 || !row)
    throw new AtriumError('conflict', {
      detail: `This request is ${requestView(before, now).state} and cannot be decided any more.`,
      next: 'Ask them to connect again; that makes a new request.',
    })
  return requestView(row, now)
}

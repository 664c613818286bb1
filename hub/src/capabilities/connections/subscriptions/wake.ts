import type { Transaction } from '../../../operation/context.ts'

const queue = 'connections.subscriptions'

/** Looks after a connection's subscriptions as soon as this transaction has committed. */
export const lookAfterNow = (transaction: Transaction, connectionId: string): Promise<void> =>
  transaction.enqueue(queue, { connectionId }, { key: `${connectionId} now` })

/** Looks again later. A look for another reason does not stand in the way of one: each has a key of its own. */
export const lookAfterAt = (
  transaction: Transaction,
  connectionId: string,
  { startAfter, why }: { startAfter: Date; why: 'due' | 'busy' | 'quiet' },
): Promise<void> => transaction.enqueue(queue, { connectionId }, { key: `${connectionId} ${why}`, startAfter })

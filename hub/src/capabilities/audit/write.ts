import type { NewId } from '../../kernel/ids.ts'
import type { Clock } from '../../kernel/time.ts'
import type { InvokePorts } from '../../operation/ports.ts'
import { bodyOf } from './body.ts'
import { insertEntry } from './sql/insert-entry.ts'

/**
 * Appends an entry, unchained, in the transaction of what it tells of, and wakes the sealer for when that commits. It goes
 * to the organisation whose rows the transaction sees: for the public, the one that the operation found out and acts as;
 * where there is none, nothing is written.
 */
export const auditWriter =
  ({ clock, newId }: { clock: Clock; newId: NewId }): InvokePorts['writeAudit'] =>
  async (transaction, entry) => {
    const { organisationId } = transaction.scope
    if (!organisationId) return
    const body = JSON.stringify(bodyOf(entry))
    await transaction.run(insertEntry, { auditEntryId: newId(), at: clock.now(), body })
    await transaction.enqueue('audit.seal', {}, { key: organisationId })
  }

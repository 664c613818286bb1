import type { Transaction } from '../../../../operation/context.ts'
import { countStaging } from '../../sql/sync-parts.ts'

/** PostgreSQL has crashed and lost transactions that were not waited for: what is known here of the run is not what stands there. */
export class StagingLost extends Error {
  override readonly name = 'StagingLost'
  constructor() {
    super('PostgreSQL has lost pages that were staged; they are read again')
  }
}

/**
 * Counts the transactions that stage pages. They commit without waiting for the disk, so a crash of PostgreSQL may lose the last of them
 * while whoever reads goes on: each one looks whether all before it are still there.
 */
export class Stagings {
  readonly #runId: string
  #count: number

  constructor(runId: string, count: number) {
    this.#runId = runId
    this.#count = count
  }

  /** within the transaction; `done` once it has been committed. @throws StagingLost */
  async count(transaction: Transaction): Promise<void> {
    if ((await transaction.run(countStaging, { runId: this.#runId, before: this.#count })) !== 1)
      throw new StagingLost()
  }

  done(): void {
    this.#count += 1
  }
}

import type { Actor } from './actor.ts'

/** One row of auditLogs/directoryAudits. */
export interface AuditRecord {
  readonly id: string
  /** Simulated epoch milliseconds. */
  readonly at: number
  /** What was done, in the words of the Entra audit activities reference, e.g. `Add member to group`. */
  readonly activity: string
  readonly category: string
  readonly operationType: string
  readonly actor: Actor
  readonly targets: readonly AuditTarget[]
  readonly correlationId: string
  readonly service?: string
}

export interface AuditTarget {
  readonly type: string
  readonly id: string
  readonly displayName: string | null
  readonly userPrincipalName?: string | null
  readonly modified: readonly { readonly name: string; readonly before: string | null; readonly after: string | null }[]
}

/** How far back directory audits reach with a premium licence (reports-data-retention): 30 days. */
const RETENTION_MS = 30 * 24 * 3_600_000

/** The audit records of one tenancy, oldest first; what is past retention is let go. */
export class AuditLog {
  #records: AuditRecord[] = []

  append(record: AuditRecord): void {
    this.#records.push(record)
  }

  find(id: string): AuditRecord | undefined {
    return this.#records.find((record) => record.id === id)
  }

  /** Everything within retention, newest first. */
  newestFirst(now: number): AuditRecord[] {
    const first = this.#records.findIndex((record) => record.at >= now - RETENTION_MS)
    return first < 0 ? [] : this.#records.slice(first).reverse()
  }
}

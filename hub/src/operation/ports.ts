import type { Reader } from '../platform/database/database.ts'
import type { News, Principal, Transaction } from './context.ts'
import type { AuditFacts, Operation, Subject } from './define.ts'

/** What a caller brought to show who they are; a door takes it from the request and never judges it. */
export interface Credentials {
  /** the session cookie's value */
  session?: string | undefined
  /** an API key or a signed token, from `Authorization: Bearer` */
  bearer?: string | undefined
  /** the address the call came from, for slowing down attempts and for the audit entry */
  address: string
}

export interface AuditEntry {
  operation: string
  kind: Operation['kind']
  principal: Principal
  subject: Subject | undefined
  outcome: 'done' | 'refused' | 'failed'
  /** the error's code where it was not done */
  reason?: string | undefined
  facts: AuditFacts
  requestId: string
  address: string
}

/** What Atrium does of itself, without a call: a sync that ended, a refusal that it met. */
export interface OwnDeed {
  /** named like an operation: `directory.sync` */
  operation: string
  subject: Subject
  outcome: AuditEntry['outcome']
  reason?: string | undefined
  facts: AuditFacts
}

/** Appends to the organisation's audit log what Atrium did of itself. */
export type AuditOwnDeed = (transaction: Transaction, deed: OwnDeed) => Promise<void>

/** What `invoke` needs of the capabilities; `app.ts` wires it. */
export interface InvokePorts {
  /** who this is, or undefined where nothing was brought; throws `unauthenticated` where what was brought is not good */
  authenticate(credentials: Credentials): Promise<Principal | undefined>
  /** whether this call, allowed by scope, also needs somebody's approval */
  approval: ApprovalGate
  /** appends to the organisation's audit log, inside the caller's transaction */
  writeAudit(transaction: Transaction, entry: AuditEntry): Promise<void>
  writeNews(transaction: Transaction, news: News): Promise<void>
  idempotency: IdempotencyStore
}

export type Approval =
  | { need: 'none' }
  /** nobody has approved this plan yet; `requestId` names the pending approval */
  | { need: 'approval'; requestId: string }

export interface ApprovalGate {
  /** @param planHash of the canonical plan, with which an approval stands or is void */
  decide(
    reader: Reader,
    call: { operation: Operation; principal: Principal; input: unknown; planHash: string },
  ): Promise<Approval>
}

/** Where nothing asks for approvals yet. */
export const noApprovals: ApprovalGate = { decide: async () => ({ need: 'none' }) }

export interface IdempotencyStore {
  /**
   * The kept answer of an earlier identical call; undefined where this is the first. Holds the key until commit, so
   * that of two equal calls at once the second waits for the first.
   * @throws AtriumError `idempotency_mismatch` where the key was used for another request
   */
  claim(
    transaction: Transaction,
    call: { principalId: string; key: string; requestHash: string; now: Date },
  ): Promise<{ answer: unknown } | { answer?: undefined; secretShown: true } | undefined>
  keep(transaction: Transaction, call: { principalId: string; key: string; answer: unknown | undefined }): Promise<void>
}

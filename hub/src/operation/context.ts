import type { NewId } from '../kernel/ids.ts'
import type { Random } from '../kernel/random.ts'
import type { Clock } from '../kernel/time.ts'
import type { Reader, RowScope, Writer } from '../platform/database/database.ts'
import type { EnqueueOptions } from '../platform/jobs/jobs.ts'
import type { QueueName } from '../platform/jobs/queues.ts'
import type { Log } from '../platform/log/log.ts'

/** Who asks. A session is a person at the console; a key and a token stand for a program; `system` is a job of Atrium's own. */
export type Principal =
  | { kind: 'session'; id: string; accountId: string; organisationId: string; role: string; scopes: readonly string[] }
  | { kind: 'api_key'; id: string; organisationId: string; scopes: readonly string[] }
  | { kind: 'token'; id: string; organisationId: string; scopes: readonly string[] }
  | { kind: 'system'; id: string; organisationId: string; scopes: readonly string[] }
  | { kind: 'public' }

/** What every operation may use, whatever its kind. */
export interface BaseContext {
  /** the organisation that the caller acts in; operations with `access: 'public'` get it only once they found it out */
  readonly organisationId: string
  readonly principal: Principal
  readonly requestId: string
  readonly clock: Clock
  readonly newId: NewId
  readonly random: Random
  readonly log: Log
  readonly signal: AbortSignal
  /** seals and opens the cursors of this operation's list, for this organisation */
  readonly cursors: Cursors
  /** where the call came from; empty for what Atrium does of itself */
  readonly address: string
  /** the browser's own unguessable mark (a cookie), where a browser asks; binds what is started here to what comes back */
  readonly browser: string | undefined
}

export interface Cursors {
  seal(filters: unknown, position: unknown): string
  open(filters: unknown, cursor: string): unknown
}

/** Something that happened, for other rooms; committed with what caused it, delivered at least once, in order per organisation. */
export interface News {
  /** `directory.person-left` */
  name: string
  payload: Record<string, unknown>
}

/** A transaction as a command sees it: reads, writes, news, and jobs that start when it commits. It can call nobody. */
export interface Transaction extends Writer {
  /** whose rows it sees now */
  readonly scope: RowScope
  /** from here on it sees these rows: for public operations, once they have found out whose they are */
  actAs(scope: RowScope): Promise<void>
  emit(news: News): Promise<void>
  enqueue(queue: QueueName, ids: Record<string, string>, options: EnqueueOptions): Promise<void>
}

export interface QueryContext extends BaseContext {
  readonly reader: Reader
}

export interface CommandContext extends BaseContext {
  readonly transaction: Transaction
}

import type { z } from 'zod'
import type { ErrorCode } from '../kernel/errors.ts'
import type { Reader } from '../platform/database/database.ts'
import type { BaseContext, CommandContext, QueryContext } from './context.ts'
import type { Scope } from './scopes.ts'

/** What an operation does to the world, told to approvers and at the command line. */
export type Effect = 'none' | 'reversible' | 'compensable' | 'irreversible'

/** What an audit entry is about: `{ type: 'connection', id }`. */
export interface Subject {
  type: string
  id: string
}

/** Facts for the audit entry; never a secret. */
export type AuditFacts = Record<string, string | number | boolean | null | readonly string[]>

export type Route = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /v1/${string}`

/**
 * Who may call: whoever holds a scope in their organisation; anyone signed in, for their own session; or the public,
 * where `verifier` says in words what proves that the call is legitimate.
 */
export type Access =
  | { scope: Scope; access?: never; verifier?: never }
  | { access: 'session'; scope?: never; verifier?: never }
  | { access: 'public'; verifier: string; scope?: never }

interface Common<Input extends z.ZodType, Output extends z.ZodType> {
  /** `connections.test`: the file, the command line, GraphQL and MCP follow from it */
  name: string
  summary: string
  /** written out, so that it can be searched for */
  route: Route
  input: Input
  output: Output
  /** what it may answer besides what every operation may (`everyOperation` in the contract) */
  errors: readonly ErrorCode[]
}

interface Audited<Input extends z.ZodType, Output extends z.ZodType> {
  effect: Effect
  subject(input: z.output<Input>, outcome?: z.input<Output>): Subject | undefined
  /**
   * Facts for the entry. Undefined leaves it out, which only the inbound door's operations do: machines call them by the
   * thousand, and what follows from a call is audited where it happens.
   */
  audit(input: z.output<Input>, outcome: z.input<Output>): AuditFacts | undefined
  /** the output shows a secret once, so it is not kept for a repeated Idempotency-Key */
  showsSecret?: boolean
  /** what would be done; the hash of its canonical form is what gets approved, where an approval is asked for */
  plan?(input: z.output<Input>, reader: Reader): Promise<Record<string, unknown>>
}

export type Query<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = Common<Input, Output> &
  Access & {
    kind: 'query'
    run(context: QueryContext, input: z.output<Input>): Promise<z.input<Output>>
  }

export type Command<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = Common<Input, Output> &
  Access &
  Audited<Input, Output> & {
    kind: 'command'
    run(context: CommandContext, input: z.output<Input>): Promise<z.input<Output>>
  }

/** Reads, then reaches out with no transaction open, then records. */
export type Probe<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Prepared = unknown,
  Reached = unknown,
> = Common<Input, Output> &
  Access &
  Audited<Input, Output> & {
    kind: 'probe'
    prepare(context: QueryContext, input: z.output<Input>): Promise<Prepared>
    reach(context: BaseContext, prepared: Prepared, input: z.output<Input>): Promise<Reached>
    record(context: CommandContext, reached: Reached, input: z.output<Input>): Promise<z.input<Output>>
  }

/** A query that goes on answering: it is read, and authorised, again at each wake-up. */
export type Stream<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = Common<Input, Output> &
  Access & {
    kind: 'stream'
    /** the present state, and whether anything can still come after it */
    read(context: QueryContext, input: z.output<Input>): Promise<{ item: z.input<Output>; last: boolean }>
  }

export type Operation = Query | Command | Probe | Stream

export function operation<I extends z.ZodType, O extends z.ZodType>(definition: Query<I, O>): Query<I, O>
export function operation<I extends z.ZodType, O extends z.ZodType>(definition: Command<I, O>): Command<I, O>
export function operation<I extends z.ZodType, O extends z.ZodType>(definition: Stream<I, O>): Stream<I, O>
export function operation<I extends z.ZodType, O extends z.ZodType, P, R>(
  definition: Probe<I, O, P, R>,
): Probe<I, O, P, R>
export function operation(definition: Operation): Operation {
  return definition
}

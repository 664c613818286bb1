import type { z } from 'zod'
import { canonicalHash } from '../kernel/canonical-json.ts'
import { AtriumError, type InputIssue } from '../kernel/errors.ts'
import type { RowScope } from '../platform/database/database.ts'
import type { BaseContext, CommandContext, Principal } from './context.ts'
import type { Command, Operation, Probe, Query, Stream } from './define.ts'
import type { Credentials } from './ports.ts'
import { auditRefusal, type Runtime, transactionOver } from './runtime.ts'

export interface Call {
  credentials: Credentials
  input: unknown
  requestId: string
  idempotencyKey?: string | undefined
  signal?: AbortSignal | undefined
  browser?: string | undefined
  /** set by jobs of Atrium's own in place of credentials; no door sets it */
  principal?: Principal | undefined
}

/**
 * The only way in, whatever the door: authenticate → organisation → parse → authorise → idempotency → run → check the
 * output → audit and outbox → commit. A refusal is audited in a transaction of its own; a failed output check rolls
 * everything back.
 *
 * @throws AtriumError, always of the closed table
 */
export async function invoke(runtime: Runtime, operation: Operation, call: Call): Promise<unknown> {
  if (operation.kind === 'stream') throw new TypeError(`${operation.name} is a stream: use follow()`)
  const { principal, context, input } = await admit(runtime, operation, call)
  try {
    if (operation.kind === 'query') return await runQuery(runtime, operation, context, input)
    if (operation.kind === 'command') return await runCommand(runtime, operation, context, call, input)
    return await runProbe(runtime, operation, context, call, input)
  } catch (error) {
    if (operation.kind !== 'query') await auditRefusal(runtime, operation, principal, call, input, error)
    throw error
  }
}

/** A stream's items, each read, and authorised, anew when `wake` says so; ends after the last one or when aborted. */
export async function* follow(
  runtime: Runtime,
  operation: Stream,
  call: Call,
  wake: (organisationId: string, signal: AbortSignal) => AsyncIterable<unknown>,
): AsyncGenerator<unknown> {
  const first = await admit(runtime, operation, call)
  let sent = ''
  for await (const _ of wake(first.context.organisationId, first.context.signal)) {
    const { context, input } = await admit(runtime, operation, call)
    const { item, last } = await runtime.database.read(scopeOf(context), (reader) =>
      operation.read({ ...context, reader }, input),
    )
    const checked = checkOutput(operation, item)
    const text = JSON.stringify(checked)
    if (text !== sent) yield checked
    sent = text
    if (last) return
  }
}

async function admit(
  runtime: Runtime,
  operation: Operation,
  call: Call,
): Promise<{ principal: Principal; context: BaseContext; input: unknown }> {
  const principal = call.principal ??
    (await runtime.ports.authenticate(call.credentials)) ?? { kind: 'public' as const }
  const refuse = async (error: AtriumError, input: unknown): Promise<never> => {
    if (operation.kind === 'command' || operation.kind === 'probe')
      await auditRefusal(runtime, operation, principal, call, input, error)
    throw error
  }
  if (operation.access !== 'public' && principal.kind === 'public') throw new AtriumError('unauthenticated')
  const parsed = operation.input.safeParse(call.input)
  if (!parsed.success) return refuse(new AtriumError('invalid_input', { issues: inputIssues(parsed.error) }), undefined)
  if (operation.access === 'session' && principal.kind !== 'session')
    return refuse(new AtriumError('forbidden', { detail: 'Only a signed-in person can do this.' }), parsed.data)
  if (operation.scope && !(principal.kind !== 'public' && principal.scopes.includes(operation.scope)))
    return refuse(new AtriumError('forbidden', { scope: operation.scope }), parsed.data)
  return { principal, context: runtime.contextFor(operation, principal, call), input: parsed.data }
}

async function runQuery(runtime: Runtime, operation: Query, context: BaseContext, input: unknown): Promise<unknown> {
  const result = await runtime.database.read(scopeOf(context), (reader) => operation.run({ ...context, reader }, input))
  return checkOutput(operation, result)
}

async function runCommand(
  runtime: Runtime,
  operation: Command,
  context: BaseContext,
  call: Call,
  input: unknown,
): Promise<unknown> {
  return transact(runtime, operation, context, call, input, (commandContext) => operation.run(commandContext, input))
}

async function runProbe(
  runtime: Runtime,
  operation: Probe,
  context: BaseContext,
  call: Call,
  input: unknown,
): Promise<unknown> {
  const prepared = await runtime.database.read(scopeOf(context), (reader) =>
    operation.prepare({ ...context, reader }, input),
  )
  const reached = await operation.reach(context, prepared, input)
  return transact(runtime, operation, context, call, input, (commandContext) =>
    operation.record(commandContext, reached, input),
  )
}

/** One transaction: idempotency, approval, the work, the output check, the audit entry. */
async function transact(
  runtime: Runtime,
  operation: Command | Probe,
  context: BaseContext,
  call: Call,
  input: unknown,
  work: (context: CommandContext) => Promise<unknown>,
): Promise<unknown> {
  const { ports, database } = runtime
  const key = call.idempotencyKey
  const principalId = context.principal.kind === 'public' ? 'public' : context.principal.id
  return database.write(scopeOf(context), async (writer) => {
    const transaction = transactionOver(runtime, writer, scopeOf(context))
    if (key !== undefined) {
      const requestHash = canonicalHash({ operation: operation.name, input: call.input ?? null })
      const kept = await ports.idempotency.claim(transaction, {
        principalId,
        key,
        requestHash,
        now: context.clock.now(),
      })
      if (kept && 'secretShown' in kept)
        throw new AtriumError('conflict', {
          detail: 'This was done already, and its secret was shown once, then.',
          next: 'If the secret is lost, revoke what was made and make a new one.',
        })
      if (kept) return kept.answer
    }
    await requireApproval(runtime, operation, context, input, transaction)
    const outcome = await work({ ...context, transaction })
    const output = checkOutput(operation, outcome)
    const facts = operation.audit(input, outcome)
    if (facts)
      await ports.writeAudit(transaction, {
        operation: operation.name,
        kind: operation.kind,
        principal: context.principal,
        subject: operation.subject(input, outcome),
        outcome: 'done',
        facts,
        requestId: call.requestId,
        address: call.credentials.address,
      })
    if (key !== undefined)
      await ports.idempotency.keep(transaction, {
        principalId,
        key,
        answer: operation.showsSecret ? undefined : output,
      })
    return output
  })
}

async function requireApproval(
  { ports }: Runtime,
  operation: Command | Probe,
  context: BaseContext,
  input: unknown,
  transaction: CommandContext['transaction'],
): Promise<void> {
  if (!operation.plan) return
  const planHash = canonicalHash(await operation.plan(input, transaction))
  const approval = await ports.approval.decide(transaction, {
    operation,
    principal: context.principal,
    input,
    planHash,
  })
  if (approval.need === 'approval') throw new AtriumError('approval_required', { reason: approval.requestId })
}

function checkOutput(operation: Operation, result: unknown): unknown {
  const checked = operation.output.safeParse(result)
  if (!checked.success)
    throw new AtriumError('internal', {
      cause: new Error(`the answer of ${operation.name} does not match its schema: ${describe(checked.error)}`),
    })
  return checked.data
}

const scopeOf = (context: BaseContext): RowScope => ({
  ...(context.organisationId && { organisationId: context.organisationId }),
  ...(context.principal.kind === 'session' && { accountId: context.principal.accountId }),
})

const inputIssues = (error: z.ZodError): InputIssue[] =>
  error.issues.map((issue) => ({ pointer: `/${issue.path.join('/')}`, message: issue.message }))

const describe = (error: z.ZodError): string =>
  error.issues
    .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    .slice(0, 5)
    .join('; ')

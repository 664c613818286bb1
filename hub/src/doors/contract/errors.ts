import { z } from 'zod'
import { type ErrorCode, errorTable } from '../../kernel/errors.ts'
import type { Operation } from '../../operation/define.ts'
import { describeSchema, type JsonSchema } from './json-schema.ts'

/** What an operation may answer besides its own `errors`, because of what it is. */
export function errorsOf(operation: Operation): ErrorCode[] {
  const audited = operation.kind === 'command' || operation.kind === 'probe'
  const codes: ErrorCode[] = ['invalid_input', 'forbidden', 'unavailable', 'internal', ...operation.errors]
  if (operation.access !== 'public') codes.push('unauthenticated')
  if (audited) codes.push('too_large')
  if (audited && operation.access !== 'public') codes.push('idempotency_mismatch')
  if (audited && operation.showsSecret) codes.push('conflict')
  if (audited && operation.plan) codes.push('approval_required')
  const order = Object.keys(errorTable)
  return [...new Set(codes)].toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
}

const ProblemCode = z.enum(Object.keys(errorTable)).meta({ id: 'ProblemCode' })

const ProblemIssue = z
  .object({
    pointer: z.string().describe('Where, as a JSON pointer into the input: `/department`'),
    message: z.string(),
  })
  .meta({ id: 'ProblemIssue' })

const Problem = z
  .object({
    type: z.string().describe('`urn:atrium:problem:` and the code'),
    title: z.string(),
    status: z.int(),
    code: ProblemCode,
    detail: z.string().describe('What happened, for a person'),
    next: z.string().describe('What to do about it'),
    reason: z.string().nullable().describe('A closed reason below the code, for programs'),
    scope: z.string().nullable().describe('The scope that is missing, with `forbidden`'),
    issues: z.array(ProblemIssue).describe('The fields that were not accepted'),
    requestId: z.string().describe('Under this id the log knows more'),
  })
  .meta({ id: 'Problem', description: 'Problem details of RFC 9457' })

export const problemSchemas: Record<string, JsonSchema> = describeSchema(Problem, 'output').named

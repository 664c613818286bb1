import { AtriumError, errorTable, type InputIssue } from '../../kernel/errors.ts'

/** An error as a caller of the REST door gets it: problem details of RFC 9457, `application/problem+json`. */
export interface Problem {
  type: string
  title: string
  status: number
  /** the key of the error table, for programs */
  code: string
  detail: string
  /** what a person can do about it */
  next: string
  reason: string | null
  scope: string | null
  issues: InputIssue[]
  requestId: string
}

export const problemMediaType = 'application/problem+json'

export interface ProblemAnswer {
  problem: Problem
  headers: Record<string, string>
}

/** @param error anything thrown; what is not of the closed table shows nothing of itself */
export function problemOf(error: unknown, requestId: string): ProblemAnswer {
  const known = error instanceof AtriumError && error.code !== 'internal' ? error : new AtriumError('internal')
  const { status, title, next } = errorTable[known.code]
  const { details } = known
  return {
    problem: {
      type: `urn:atrium:problem:${known.code}`,
      title,
      status,
      code: known.code,
      detail: details.detail ?? `${title}.`,
      next: details.next ?? next,
      reason: details.reason ?? null,
      scope: details.scope ?? null,
      issues: details.issues ?? [],
      requestId,
    },
    headers: {
      ...(details.retryAfterSeconds !== undefined && { 'retry-after': String(Math.ceil(details.retryAfterSeconds)) }),
      // RFC 9110 §11.6.1: a 401 names how to authenticate
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    },
  }
}

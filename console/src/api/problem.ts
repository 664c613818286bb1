import type { ErrorBody } from './error-body.ts'

/** What Atrium answered in place of a result (RFC 9457), or that no answer came. Everything in it may be shown. */
export class ApiProblem extends Error {
  readonly code: string
  /** HTTP status; 0 where no answer came */
  readonly status: number
  readonly body: ErrorBody

  constructor(status: number, code: string, body: ErrorBody) {
    super(body.detail ?? body.title)
    this.name = 'ApiProblem'
    this.status = status
    this.code = code
    this.body = body
  }
}

/** A failure in the words of the console: what happened, what to do, and whether trying again can help. */
export interface Explanation {
  title: string
  detail: string | null
  next: string
  canRetry: boolean
  /** to be given to whoever operates the installation */
  requestId: string | null
  fields: readonly { field: string; message: string }[]
}

/** Which roles hold a scope, for the sentence of a refusal; contract/scopes.md is the table. */
const rolesWith: Readonly<Record<string, string>> = {
  'organisation:read': 'Owner, admin, operator or auditor',
  'organisation:write': 'Owner or admin',
  'connections:read': 'Owner, admin, operator or auditor',
  'connections:write': 'Owner or admin',
  'directory:read': 'Any role',
  'directory:sync': 'Owner, admin or operator',
  'audit:read': 'Owner, admin or auditor',
}

/** The one place where a failure becomes sentences for a person. */
export function explain(error: unknown): Explanation {
  if (!(error instanceof ApiProblem)) return unexpected
  const { body, code, status } = error
  if (status === 0) return noAnswer
  const base = {
    title: body.title,
    // The door repeats the title where there is nothing to add.
    detail: body.detail === undefined || body.detail === `${body.title}.` ? null : body.detail,
    next: body.next ?? 'Try again.',
    canRetry: status >= 500 || status === 429 || status === 424,
    // A refusal needs no looking up; a fault of the server does.
    requestId: status >= 500 ? (body.requestId ?? null) : null,
    fields: (body.issues ?? []).map(({ pointer, message }) => ({ field: pointer.replace(/^\//, ''), message })),
  }
  if (code === 'forbidden' && body.scope)
    return {
      ...base,
      title: 'Your role does not include this',
      detail: `Needed: ${rolesWith[body.scope] ?? body.scope}.`,
      next: 'Ask an owner of this organisation to change your role, or to do it for you.',
    }
  if (code === 'slow_down' && body.retryAfterSeconds)
    return { ...base, next: `Wait ${waitOf(body.retryAfterSeconds)}, then try again.` }
  return base
}

const waitOf = (seconds: number): string => (seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`)

const noAnswer: Explanation = {
  title: 'Atrium did not answer',
  detail: 'The connection to the server was lost, or it is not running.',
  next: 'Check your network. If others cannot reach it either, ask whoever operates this installation.',
  canRetry: true,
  requestId: null,
  fields: [],
}

const unexpected: Explanation = {
  title: 'This page met a fault of its own',
  detail: null,
  next: 'Reload the page. If it stays so, tell whoever operates this installation what you did before.',
  canRetry: true,
  requestId: null,
  fields: [],
}

/** What was said about one field of a form: `issueOf(save.error, 'email')`. */
export function issueOf(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined
  return error.body.issues?.find(({ pointer }) => pointer === `/${field}`)?.message
}

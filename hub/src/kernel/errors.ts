/**
 * The closed table of everything that Atrium may answer in place of a result: code → HTTP status, exit code of the
 * command line, a sentence for a person and the next step. What is not in it becomes `internal`, logged whole
 * under its request id and shown to nobody.
 */
export const errorTable = {
  invalid_input: {
    status: 400,
    exit: 2,
    title: 'Something in the request is not as expected',
    next: 'Correct the fields named in `issues` and send it again.',
  },
  unauthenticated: {
    status: 401,
    exit: 3,
    title: 'You are not signed in',
    next: 'Sign in, or send an API key as a bearer token.',
  },
  sign_in_refused: {
    status: 401,
    exit: 3,
    title: 'That sign-in was not accepted',
    next: 'Check what you entered and try again; a sign-in link works once and expires.',
  },
  forbidden: {
    status: 403,
    exit: 4,
    title: 'Your role does not allow this',
    next: 'Ask an owner of this organisation for the scope named in `scope`.',
  },
  approval_required: {
    status: 403,
    exit: 4,
    title: 'This needs an approval first',
    next: 'Ask an approver of this organisation; the same call is carried out once it is approved.',
  },
  not_found: {
    status: 404,
    exit: 5,
    title: 'There is no such thing in this organisation',
    next: 'Check the identifier; it may belong to another organisation or never have existed.',
  },
  conflict: {
    status: 409,
    exit: 6,
    title: 'The present state does not allow this',
    next: 'Read the current state and decide again.',
  },
  idempotency_mismatch: {
    status: 409,
    exit: 6,
    title: 'This Idempotency-Key was used for a different request',
    next: 'Use a new key for a new request.',
  },
  already_running: {
    status: 409,
    exit: 6,
    title: 'This is already under way',
    next: 'Wait for it to finish; its progress is shown on its page.',
  },
  tenancy_bound_elsewhere: {
    status: 409,
    exit: 6,
    title: 'This Microsoft tenancy is already connected to another organisation here',
    next: 'Ask an owner of that organisation to agree under Connection → Requests, then connect again.',
  },
  connection_revoked: {
    status: 409,
    exit: 6,
    title: 'This connection was revoked',
    next: 'Connect the tenancy again; its history is kept.',
  },
  connection_not_ready: {
    status: 409,
    exit: 6,
    title: 'This connection cannot be used now',
    next: 'Open Connection: it says why, and what to do.',
  },
  microsoft_refused: {
    status: 424,
    exit: 7,
    title: 'Microsoft refused',
    next: 'Read the reason and follow its next step.',
  },
  microsoft_unavailable: {
    status: 502,
    exit: 7,
    title: 'Microsoft could not be reached',
    next: 'Try again in a minute; nothing was changed.',
  },
  precondition_failed: {
    status: 412,
    exit: 6,
    title: 'It was changed by someone else in the meantime',
    next: 'Read it again and repeat the change on what is there now.',
  },
  too_large: {
    status: 413,
    exit: 2,
    title: 'The request is too large',
    next: 'Send less at once.',
  },
  slow_down: {
    status: 429,
    exit: 8,
    title: 'Too many attempts',
    next: 'Wait for the time named in Retry-After, then try again.',
  },
  unavailable: {
    status: 503,
    exit: 8,
    title: 'Atrium is starting, stopping or has lost its database',
    next: 'Try again in a few seconds.',
  },
  internal: {
    status: 500,
    exit: 1,
    title: 'Something went wrong in Atrium itself',
    next: 'Try again; if it stays, give the request id to whoever operates this installation.',
  },
} as const satisfies Record<string, { status: number; exit: number; title: string; next: string }>

export type ErrorCode = keyof typeof errorTable

/** One field of the input that was not accepted. */
export interface InputIssue {
  /** where, as a JSON pointer into the input: `/department` */
  pointer: string
  message: string
}

export interface ErrorDetails {
  /** a sentence about this very case */
  detail?: string
  /** the next step of this very case; the table's otherwise */
  next?: string
  /** a closed reason below the code, for machines: `secret_expired` */
  reason?: string
  issues?: InputIssue[]
  /** the scope that was missing, with `forbidden` */
  scope?: string
  /** seconds, with `slow_down` and `unavailable` */
  retryAfterSeconds?: number
  /** the organisation whose audit log the refusal belongs in, where the caller was nobody yet; never leaves the process */
  auditedIn?: string | undefined
  /** for the log only; never leaves the process */
  cause?: unknown
}

/** The one error class that operations throw. Nothing in it may be secret: all but `cause` is shown to the caller. */
export class AtriumError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.detail ?? errorTable[code].title, { cause: details.cause })
    this.name = 'AtriumError'
    this.code = code
    this.details = details
  }
}

export const notFound = (what: string): AtriumError =>
  new AtriumError('not_found', { detail: `There is no such ${what} in this organisation.` })

import { AADSTS, type AadstsRow } from './aadsts-table.ts'

/** What an error carries beside its code: values for the sentence, and claims that a client must send back. */
export interface AadstsDetails {
  values?: Readonly<Record<string, string>>
  /** Replaces the table's sentence. */
  message?: string
  /** Conditional access: the claims challenge, a JSON string. */
  claims?: string
  /** Replaces the table's OAuth error, where one code has several. */
  error?: string
}

/** Ids that Microsoft stamps on each answer, so that a person can quote them to support. */
export interface Trace {
  traceId: string
  correlationId: string
  /** Epoch milliseconds. */
  at: number
}

/** A refusal of the identity platform. `code` is the number behind "AADSTS". */
export class AadstsError extends Error {
  readonly code: number
  readonly row: AadstsRow
  readonly claims: string | undefined

  constructor(code: number, details: AadstsDetails = {}) {
    const known = AADSTS[code] ?? { error: 'invalid_grant', status: 400, text: 'The request was refused.' }
    const row = details.error === undefined ? known : { ...known, error: details.error }
    super(`AADSTS${code}: ${details.message ?? fill(row.text, details.values ?? {})}`)
    this.code = code
    this.row = row
    this.claims = details.claims
  }

  /** The OAuth error value that a redirect carries. */
  get authorizeError(): string {
    return this.row.authorizeError ?? this.row.error
  }
}

/** `yyyy-MM-dd HH:mm:ssZ`, the way the token endpoint writes an instant. */
export function aadstsTimestamp(at: number): string {
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z')
}

/** The `error_description` with its trailing lines, as the service writes it. */
export function errorDescription(error: AadstsError, trace: Trace): string {
  return [
    error.message,
    `Trace ID: ${trace.traceId}`,
    `Correlation ID: ${trace.correlationId}`,
    `Timestamp: ${aadstsTimestamp(trace.at)}`,
  ].join('\r\n')
}

/** The JSON body of a refusal at the token endpoint. */
export function errorBody(error: AadstsError, trace: Trace): Record<string, unknown> {
  return {
    error: error.row.error,
    error_description: errorDescription(error, trace),
    error_codes: [error.code],
    timestamp: aadstsTimestamp(trace.at),
    trace_id: trace.traceId,
    correlation_id: trace.correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${error.code}`,
    ...(error.row.suberror === undefined ? {} : { suberror: error.row.suberror }),
    ...(error.claims === undefined ? {} : { claims: error.claims }),
  }
}

/** What is not known is written as Microsoft writes what it hides. */
function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '{EUII Hidden}')
}

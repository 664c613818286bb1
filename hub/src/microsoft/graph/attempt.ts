import type { MicrosoftPorts } from '../ports.ts'
import { errorCodes } from './error-body.ts'
import type { Outcome } from './retry-table.ts'

export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE'

export interface HttpRequest {
  readonly method: HttpMethod
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** One try, told in full: what it came to for the retry table, and what was received. */
export interface Attempt {
  readonly outcome: Outcome
  readonly headers: Headers
  /** parsed JSON; undefined where there was none */
  readonly body: unknown
  readonly bytes: number
}

const nothing = { headers: new Headers(), body: undefined, bytes: 0 }

/**
 * Sends a request once and reads the whole answer, within `timeoutMs`. Never rejects for what the network or Graph does.
 * @throws the signal's reason, when the caller gave up
 */
export async function attempt(
  ports: MicrosoftPorts,
  request: HttpRequest,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Attempt> {
  const deadline = ports.deadline(timeoutMs)
  const failed = (kind: 'network' | 'unreadable'): Attempt => {
    signal?.throwIfAborted()
    return { outcome: { kind: deadline.aborted ? 'timeout' : kind }, ...nothing }
  }
  let response: Response
  try {
    response = await ports.fetch(request.url, {
      method: request.method,
      headers: request.headers,
      redirect: 'manual',
      signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
      ...(request.body === undefined ? {} : { body: request.body }),
    })
  } catch {
    return failed('network')
  }
  try {
    return read(response, Buffer.from(await response.arrayBuffer()))
  } catch {
    return failed('unreadable')
  }
}

function read(response: Response, bytes: Buffer): Attempt {
  const { status, headers } = response
  const parsed = json(bytes)
  if (response.ok && bytes.length > 0 && parsed === undefined)
    return { outcome: { kind: 'unreadable' }, headers, body: undefined, bytes: bytes.length }
  return {
    outcome: { kind: 'answer', status, codes: response.ok ? [] : errorCodes(parsed) },
    headers,
    body: parsed,
    bytes: bytes.length,
  }
}

function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}

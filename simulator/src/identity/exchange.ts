import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Trace } from './aadsts.ts'
import type { Platform } from './platform.ts'

/** Fields of a query or a form: first value wins, as at the real endpoints a repeated one is not supported. */
export type Fields = URLSearchParams

/** One request in hand, with what every endpoint asks of it. */
export interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  method: string
  url: URL
  /** Scheme and host as the caller used them; issuers and links echo it. */
  origin: string
  /** The tenant segment of the path, lower-case; empty on paths without one. */
  segment: string
  /** Of the endpoint: version 1.0 speaks of resources, version 2.0 of scopes. */
  version: 1 | 2
  query: Fields
  /** The form of a POST; empty otherwise. */
  form: Fields
  trace: Trace
}

/** Far above any real request to these endpoints. */
const MAX_FORM_BYTES = 256 * 1024

/** Reads the request wholly. Undefined when its body is too large to be a form. */
export async function openExchange(
  platform: Platform,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { segment, version }: Pick<Exchange, 'segment' | 'version'>,
): Promise<Exchange | undefined> {
  const body = request.method === 'POST' ? await readBody(request) : ''
  if (body === undefined) return undefined
  const isForm = (request.headers['content-type'] ?? '').toLowerCase().startsWith('application/x-www-form-urlencoded')
  const asked = header(request, 'client-request-id') ?? url.searchParams.get('client-request-id')
  const traceId = platform.random.guid()
  return {
    request,
    response,
    method: request.method ?? 'GET',
    url,
    origin: url.origin,
    segment,
    version,
    query: url.searchParams,
    form: new URLSearchParams(isForm ? body : ''),
    trace: { traceId, correlationId: guidOrUndefined(asked) ?? platform.random.guid(), at: platform.world.now() },
  }
}

/** A single-valued request header. */
export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

/** One cookie of the request. */
export function cookie(exchange: Exchange, name: string): string | undefined {
  for (const part of (header(exchange.request, 'cookie') ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=')
    if (key === name) return value.join('=')
  }
  return undefined
}

/** Answers with JSON, never cached. */
export function answerJson(
  exchange: Exchange,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  send(exchange, status, JSON.stringify(body), {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store, no-cache',
    pragma: 'no-cache',
    ...headers,
  })
}

/** Sends the browser on to `location`. */
export function answerRedirect(exchange: Exchange, location: string): void {
  send(exchange, 302, '', { location, 'cache-control': 'no-store, no-cache' })
}

/** Writes an answer with the headers that every answer of the platform has. */
export function send(exchange: Exchange, status: number, body: string, headers: Record<string, string>): void {
  const { response, trace } = exchange
  response.statusCode = status
  response.setHeader('x-ms-request-id', trace.traceId)
  response.setHeader('client-request-id', trace.correlationId)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.setHeader('content-length', Buffer.byteLength(body))
  response.end(body)
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size <= MAX_FORM_BYTES) chunks.push(bytes)
  }
  return size > MAX_FORM_BYTES ? undefined : Buffer.concat(chunks).toString('utf8')
}

function guidOrUndefined(value: string | null | undefined): string | undefined {
  return value != null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? value : undefined
}

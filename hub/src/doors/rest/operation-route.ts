import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Operation, Stream } from '../../operation/define.ts'
import { follow, invoke } from '../../operation/invoke.ts'
import type { Runtime } from '../../operation/runtime.ts'
import { cookieFields, hasColumns, pageAnswer } from '../contract/answer.ts'
import { routeOf, routerPath } from '../contract/route.ts'
import { sendAnswer } from './answer.ts'
import { callReader, queryOf } from './call-of.ts'
import type { Cookies } from './cookies.ts'
import { csvAnswer } from './csv-answer.ts'
import { sendEvents } from './event-stream.ts'
import type { NewsWatch } from './news.ts'

/** What every route of the door works with. */
export interface DoorContext {
  runtime: Runtime
  news: NewsWatch
  cookies: Cookies
  /** scheme, host and port as people reach it */
  origin: () => string
  /** aborted when the process stops */
  closing: AbortSignal
  heartbeatMs: number
}

/** One operation, one route; a list is also there as CSV, under its path with `.csv` or by `Accept: text/csv`. */
export function serveOperation(fastify: FastifyInstance, door: DoorContext, operation: Operation): void {
  const { method, path } = routeOf(operation)
  const url = routerPath(path)
  if (operation.kind === 'stream') {
    fastify.route({ method, url, handler: streamHandler(door, operation) })
    return
  }
  const page = pageAnswer(operation)
  const csv = page && hasColumns(page) && csvAnswer(door, operation, page)
  const plain = answerHandler(door, operation)
  fastify.route({
    method,
    url,
    handler: (request, reply) => (csv && request.headers.accept?.startsWith('text/csv') ? csv : plain)(request, reply),
  })
  if (csv) fastify.route({ method, url: `${url}.csv`, handler: csv })
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

function answerHandler(door: DoorContext, operation: Operation): Handler {
  const readCall = callReader(operation, door)
  const cookies = cookieFields(operation)
  return async (request, reply) => {
    // What changes something is carried through when its caller has gone.
    const signal = operation.kind === 'query' ? leaving(door, reply) : undefined
    const answer = await invoke(door.runtime, operation, readCall(request, reply, signal))
    return sendAnswer(request, reply, cookies.length === 0 ? answer : withoutCookies(door, reply, answer, cookies))
  }
}

function streamHandler(door: DoorContext, operation: Stream): Handler {
  const readCall = callReader(operation, door)
  return async (request, reply) => {
    const signal = leaving(door, reply)
    const call = readCall(request, reply, signal)
    const items = follow(door.runtime, operation, call, door.news.wake)
    const lastEventId = request.headers['last-event-id']
    await sendEvents(reply.raw, items, {
      headers: headersSet(reply),
      lastEventId: typeof lastEventId === 'string' ? lastEventId : (queryOf(request).get('lastEventId') ?? undefined),
      requestId: request.id,
      heartbeatMs: door.heartbeatMs,
      signal,
      begin: () => reply.hijack(),
      onError: (error) =>
        door.runtime.log.warn({ err: error, requestId: request.id, operation: operation.name }, 'a stream broke off'),
    })
    return reply
  }
}

/** What was set so far, for an answer that is written without the framework. */
function headersSet(reply: FastifyReply): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {}
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) headers[name] = value
  return headers
}

/** Aborted when the client has gone before its answer, or the process stops. */
export function leaving(door: DoorContext, reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  return AbortSignal.any([gone.signal, door.closing])
}

/** Moves the declared fields from the body into the session cookie; null ends the session. */
function withoutCookies(door: DoorContext, reply: FastifyReply, answer: unknown, fields: readonly string[]): unknown {
  const kept = Object.entries(answer instanceof Object ? answer : {}).filter(([name, value]) => {
    if (!fields.includes(name)) return true
    if (typeof value === 'string' || value === null) door.cookies.setSession(reply, value)
    return false
  })
  return Object.fromEntries(kept)
}

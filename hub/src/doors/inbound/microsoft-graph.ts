import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AtriumError } from '../../kernel/errors.ts'
import type { Command, Query } from '../../operation/define.ts'
import { type Call, invoke } from '../../operation/invoke.ts'
import type { Runtime } from '../../operation/runtime.ts'
import { routeOf, routerPath } from '../contract/route.ts'
import { notificationsIn } from './notifications.ts'

interface GraphInboundParts {
  runtime: Runtime
  /** answers Microsoft's question whether notifications are wanted: `{ validationToken }` in and out */
  validate: Query
  /** takes one notification; both have the same path */
  receive: Command
  /** milliseconds after which Microsoft has its answer; 2,000 otherwise */
  answerWithinMs?: number
}

const Path = z.object({ connectionId: z.string() })
const Asked = z.object({ validationToken: z.string().optional() })
const Validated = z.object({ validationToken: z.string() })

/** 3 s are given, and from 2.9 s on an answer counts as slow: learn.microsoft.com/graph/change-notifications-delivery-webhooks, "Throttling" */
const answeredWithin = 2_000

/** Microsoft Graph's way in. */
export const graphInbound =
  (parts: GraphInboundParts): FastifyPluginAsync =>
  async (server) => {
    // the question comes as plain text with no body
    server.addContentTypeParser('text/plain', { parseAs: 'string' }, (_, _text, done) => done(null, undefined))
    const { path } = routeOf(parts.receive)
    server.post(routerPath(path), { bodyLimit: 1_048_576 }, async (request, reply) => {
      const { connectionId } = Path.parse(request.params)
      const { validationToken } = Asked.parse(request.query)
      return validationToken === undefined
        ? take(parts, request, reply, connectionId)
        : sayIsWanted(parts, request, reply, { connectionId, validationToken })
    })
  }

/** The token as it was, as plain text that no browser takes for anything else (nosniff, and a policy that allows nothing). */
async function sayIsWanted(
  { runtime, validate }: GraphInboundParts,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: { connectionId: string; validationToken: string },
): Promise<FastifyReply> {
  const { validationToken } = Validated.parse(await invoke(runtime, validate, callOf(request, asked)))
  return reply
    .headers({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .send(validationToken)
}

async function take(
  { runtime, receive, answerWithinMs = answeredWithin }: GraphInboundParts,
  request: FastifyRequest,
  reply: FastifyReply,
  connectionId: string,
): Promise<FastifyReply> {
  const handled = (async () => {
    for (const told of notificationsIn(request.body))
      await invoke(runtime, receive, callOf(request, { connectionId, ...told }))
  })()
  const inTime = new AbortController()
  const late = wait(answerWithinMs, 'late', { signal: inTime.signal }).catch(() => undefined)
  try {
    const first = await Promise.race([handled, late])
    if (first === 'late') handled.catch((err: unknown) => runtime.log.error({ err }, 'notifications were lost'))
  } catch (cause) {
    throw new AtriumError('unavailable', { cause, retryAfterSeconds: 10 })
  } finally {
    inTime.abort()
  }
  return reply.code(202).header('cache-control', 'no-store').send()
}

/** Whatever cookie or token a caller brings, it is nobody here. */
const callOf = (request: FastifyRequest, input: object): Call => ({
  credentials: { address: request.ip },
  input,
  requestId: request.id,
})

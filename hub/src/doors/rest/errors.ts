import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AtriumError } from '../../kernel/errors.ts'
import type { Log } from '../../platform/log/log.ts'
import { problemMediaType, problemOf } from './problem.ts'

/** Whatever goes wrong leaves as a problem; what is our own fault is logged whole under the request's id. */
export function answerErrors(fastify: FastifyInstance, log: Log): void {
  fastify.setErrorHandler((thrown, request, reply) => {
    const error = translated(thrown)
    const route = request.routeOptions.url
    if (!(error instanceof AtriumError) || error.code === 'internal')
      log.error({ err: error, requestId: request.id, route }, 'a request failed')
    else if (error.cause !== undefined) log.warn({ err: error, requestId: request.id, route }, 'a request was refused')
    return sendProblem(request, reply, error)
  })
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const { problem, headers } = problemOf(error, request.id)
  return reply
    .code(problem.status)
    .headers({ ...headers, 'content-type': problemMediaType, 'cache-control': 'no-store' })
    .send(Buffer.from(JSON.stringify(problem)))
}

/** What the HTTP framework refuses by itself, in terms of the closed table. */
const frameworkErrors: Record<string, () => AtriumError> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => new AtriumError('too_large'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new AtriumError('invalid_input', { detail: 'The body must be JSON, with `Content-Type: application/json`.' }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new AtriumError('invalid_input', { detail: 'The body is not as long as Content-Length says.' }),
}

function translated(thrown: unknown): unknown {
  if (thrown instanceof AtriumError || !(thrown instanceof Error) || !('code' in thrown)) return thrown
  return frameworkErrors[String(thrown.code)]?.() ?? thrown
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { AtriumError } from '../../kernel/errors.ts'
import type { Operation } from '../../operation/define.ts'
import type { Call } from '../../operation/invoke.ts'
import type { Cookies } from './cookies.ts'
import { inputReader } from './input.ts'
import { requireSameOrigin } from './same-origin.ts'

/** Makes the call that a request stands for. It judges nothing but whether another site may have sent it. */
export type CallReader = (request: FastifyRequest, reply: FastifyReply, signal: AbortSignal | undefined) => Call

export function callReader(operation: Operation, door: { cookies: Cookies; origin: () => string }): CallReader {
  const readInput = inputReader(operation)
  return (request, reply, signal) => {
    const bearer = bearerOf(request)
    const session = bearer === undefined ? door.cookies.session(request) : undefined
    requireSameOrigin(request, door.origin(), session)
    return {
      credentials: { session, bearer, address: request.ip },
      input: readInput({ path: pathOf(request), query: queryOf(request), body: request.body }),
      requestId: request.id,
      idempotencyKey: idempotencyKeyOf(operation, request),
      signal,
      browser: bearer === undefined ? door.cookies.browser(request, reply) : undefined,
    }
  }
}

export const queryOf = (request: FastifyRequest): URLSearchParams =>
  new URL(request.raw.url ?? '/', 'http://door').searchParams

function pathOf({ params }: FastifyRequest): Record<string, string> {
  // the router's object has no prototype
  const entries = Object.entries(typeof params === 'object' && params !== null ? params : {})
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
}

/** RFC 6750 §2.1 */
function bearerOf({ headers: { authorization } }: FastifyRequest): string | undefined {
  if (authorization === undefined) return undefined
  const token = /^bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1]
  if (token === undefined)
    throw new AtriumError('unauthenticated', { detail: 'The Authorization header holds no bearer token.' })
  return token
}

/** Kept per caller and organisation, so a public call, which has neither, has none. */
function idempotencyKeyOf(operation: Operation, request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined || operation.access === 'public' || operation.kind === 'query') return undefined
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new AtriumError('invalid_input', { detail: 'An Idempotency-Key has 1 to 255 visible ASCII characters.' })
}

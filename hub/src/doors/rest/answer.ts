import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Sends an answer as JSON. A GET's carries a weak ETag of its body, and is 304 with no body where the client has it
 * already (RFC 9110 §13.1.2); it is always asked for again, since rights and data change. What is done is never kept.
 */
export function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: unknown): FastifyReply {
  const body = JSON.stringify(answer)
  reply.header('content-type', 'application/json; charset=utf-8')
  if (request.method !== 'GET') return reply.header('cache-control', 'no-store').send(body)
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  reply.headers({ etag, 'cache-control': 'private, no-cache' })
  return isKnown(request.headers['if-none-match'], etag) ? reply.code(304).send() : reply.send(body)
}

/** weak comparison, RFC 9110 §8.8.3.2 */
function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  const bare = (tag: string): string => tag.trim().replace(/^W\//, '')
  return header.trim() === '*' || header.split(',').some((tag) => bare(tag) === bare(etag))
}

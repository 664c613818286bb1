import type { FastifyRequest } from 'fastify'
import { AtriumError } from '../../kernel/errors.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what another site makes a browser send. A call with a bearer token cannot be forged so (the browser adds none);
 * any other unsafe call must say that it comes from this very origin, by `Sec-Fetch-Site` (Fetch Metadata) or `Origin`
 * (RFC 6454 §7); one that says neither and carries a session is refused, and without a session there is nothing to abuse.
 *
 * @throws AtriumError `forbidden`
 */
export function requireSameOrigin(request: FastifyRequest, origin: string, session: string | undefined): void {
  if (safeMethods.has(request.method) || request.headers.authorization !== undefined) return
  const site = request.headers['sec-fetch-site']
  const from = request.headers.origin
  const isOurs =
    from === undefined ? site === 'same-origin' : from === origin && (site ?? 'same-origin') === 'same-origin'
  if (isOurs || (from === undefined && site === undefined && session === undefined)) return
  throw new AtriumError('forbidden', {
    reason: 'cross_origin',
    detail: `This request was not sent by Atrium's own pages, which are at ${origin}.`,
    next: `Open ${origin} and do it there; a program sends an API key as a bearer token instead.`,
  })
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Random, randomToken } from '../../kernel/random.ts'

/** The cookies that Atrium sets; neither can be read by a script. */
export interface Cookies {
  session(request: FastifyRequest): string | undefined
  /** sets the session, or ends it with null */
  setSession(reply: FastifyReply, token: string | null): void
  /** the browser's own mark; made, and set, where it has none yet */
  browser(request: FastifyRequest, reply: FastifyReply): string
}

/** A session's end is decided by the hub; this only says when the browser may forget the cookie. */
const sessionDays = 30
const browserMark = /^[\w-]{43}$/

/**
 * Over https the names carry `__Host-` (RFC 6265bis §4.1.3.2), so that no sibling host can plant one. SameSite=Lax keeps
 * them from other sites' posts, and lets them come along when Microsoft's page sends the person back.
 */
export function cookiesOf(isHttps: () => boolean, random: Random): Cookies {
  const named = (name: string): string => (isHttps() ? `__Host-${name}` : name)
  const attributes = () => ({ path: '/', httpOnly: true, sameSite: 'lax' as const, secure: isHttps() })
  return {
    session: (request) => request.cookies[named('atrium')],
    setSession(reply, token) {
      if (token === null) reply.clearCookie(named('atrium'), attributes())
      else reply.setCookie(named('atrium'), token, { ...attributes(), maxAge: sessionDays * 86_400 })
    },
    browser(request, reply) {
      const brought = request.cookies[named('atrium_browser')]
      if (brought !== undefined && browserMark.test(brought)) return brought
      const made = randomToken(random)
      reply.setCookie(named('atrium_browser'), made, attributes())
      return made
    },
  }
}

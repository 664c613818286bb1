import type { IdentityUser } from '../identity-port.ts'
import { cookie, type Exchange } from './exchange.ts'
import type { Randomness } from './randomness.ts'

/** One account that is signed in within a browser. */
export interface SignedInAccount {
  tenantId: string
  objectId: string
  authenticatedAt: number
  /** Claims challenges that the person has answered since, as claims texts. */
  satisfied: string[]
}

/** A browser with its signed-in accounts; `id` becomes the `sid` claim. */
export interface BrowserSession {
  id: string
  /** Latest sign-in first. */
  accounts: SignedInAccount[]
  /** Applications signed in to, for the check of a post-logout address. */
  appIds: Set<string>
}

/** Sessions remembered at most; the longest unused go first. */
const MAX_SESSIONS = 5_000

export interface BrowserSessions {
  find(exchange: Exchange): BrowserSession | undefined
  /** Adds the account to this browser's session, making one (and its cookie) when there is none. */
  signIn(exchange: Exchange, user: IdentityUser, now: number): BrowserSession
  /** Ends the whole session, or takes one account out of it. */
  signOut(exchange: Exchange, objectId?: string): void
}

export function createBrowserSessions(random: Randomness): BrowserSessions {
  const sessions = new Map<string, BrowserSession>()

  const find = (exchange: Exchange): BrowserSession | undefined => {
    const key = cookie(exchange, cookieName(exchange))
    const session = key === undefined ? undefined : sessions.get(key)
    if (key !== undefined && session !== undefined) {
      sessions.delete(key)
      sessions.set(key, session)
    }
    return session
  }

  return {
    find,
    signIn: (exchange, user, now) => {
      let session = find(exchange)
      if (session === undefined) {
        session = { id: random.guid(), accounts: [], appIds: new Set() }
        const key = `${now.toString(36)}.${random.opaque(32)}`
        sessions.set(key, session)
        const oldest = sessions.keys().next()
        if (sessions.size > MAX_SESSIONS && !oldest.done) sessions.delete(oldest.value)
        setCookie(exchange, key)
      }
      const others = session.accounts.filter((account) => account.objectId !== user.objectId)
      const { tenantId, objectId } = user
      session.accounts = [{ tenantId, objectId, authenticatedAt: now, satisfied: [] }, ...others]
      return session
    },
    signOut: (exchange, objectId) => {
      const session = find(exchange)
      if (session !== undefined && objectId !== undefined) {
        session.accounts = session.accounts.filter((account) => account.objectId !== objectId)
        if (session.accounts.length > 0) return
      }
      const key = cookie(exchange, cookieName(exchange))
      if (key !== undefined) sessions.delete(key)
      setCookie(exchange, '', '; Max-Age=0')
    },
  }
}

/** Cookies do not know ports: the name does, so that two simulators on one host keep their people apart. */
function cookieName(exchange: Exchange): string {
  return `simulated_microsoft_session_${exchange.url.port}`
}

function setCookie(exchange: Exchange, value: string, more = ''): void {
  const secure = exchange.url.protocol === 'https:' ? '; Secure' : ''
  exchange.response.setHeader(
    'set-cookie',
    `${cookieName(exchange)}=${value}; Path=/; HttpOnly; SameSite=Lax${secure}${more}`,
  )
}

import type { Clock } from '../../kernel/time.ts'
import { minutes } from '../../kernel/time.ts'
import type { AppToken, ClientCredentialsResult } from './client-credentials.ts'

/** Tokens of grants, in this process's memory only; nothing of it is ever logged or stored. */
export interface TokenCache {
  /** the grant's token, fetched where there is none with five minutes left; several callers at once cause one fetch. Refusals are not kept. */
  get(grantId: string, fetchToken: () => Promise<ClientCredentialsResult>): Promise<ClientCredentialsResult>
  /** forgets this very token, because Graph answered 401; a newer one stays */
  invalidate(grantId: string, accessToken: string): void
  /** forgets whatever is held for the grant: revoked, or its credential changed */
  forget(grantId: string): void
}

const refreshedBefore = minutes(5)

export function tokenCache(clock: Clock): TokenCache {
  const kept = new Map<string, AppToken>()
  const underWay = new Map<string, Promise<ClientCredentialsResult>>()

  async function fetchAndKeep(
    grantId: string,
    fetchToken: () => Promise<ClientCredentialsResult>,
  ): Promise<ClientCredentialsResult> {
    const flight = fetchToken()
    underWay.set(grantId, flight)
    try {
      const result = await flight
      if (result.kind === 'token' && underWay.get(grantId) === flight) kept.set(grantId, result.token)
      return result
    } finally {
      if (underWay.get(grantId) === flight) underWay.delete(grantId)
    }
  }

  return {
    get(grantId, fetchToken) {
      const token = kept.get(grantId)
      if (token !== undefined && token.expiresAt.getTime() - refreshedBefore > clock.now().getTime())
        return Promise.resolve({ kind: 'token', token })
      return underWay.get(grantId) ?? fetchAndKeep(grantId, fetchToken)
    },
    invalidate(grantId, accessToken) {
      if (kept.get(grantId)?.accessToken === accessToken) kept.delete(grantId)
    },
    forget(grantId) {
      kept.delete(grantId)
      underWay.delete(grantId)
    },
  }
}

import type { ClientCredentialsResult } from '../entra/client-credentials.ts'
import type { Refusal } from '../entra/refusal.ts'
import type { TokenCache } from '../entra/token-cache.ts'
import type { MicrosoftPorts } from '../ports.ts'
import { backoffMs } from './backoff.ts'

/** Where the client takes its grant's token from. */
export interface TokenSource {
  /** @throws CredentialRefused */
  current(signal?: AbortSignal): Promise<string>
  /** this token was answered with 401 */
  rejected(accessToken: string): void
}

/** The identity platform gave no token for the grant; no request was sent. */
export class CredentialRefused extends Error {
  override readonly name = 'CredentialRefused'
  readonly kind = 'credential_refused'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(`${refusal.sentence} ${refusal.next}`)
    this.refusal = refusal
  }
}

/** A refusal that may pass by itself is tried this often in all, so that a hiccup of the identity platform does not end a run. */
const tries = 5

/** A grant's tokens by way of the cache; `fetchToken` is not given the caller's signal, because others may wait for the same token. */
export const grantTokens = (
  { cache, ports }: { cache: TokenCache; ports: Pick<MicrosoftPorts, 'sleep' | 'random'> },
  grantId: string,
  fetchToken: () => Promise<ClientCredentialsResult>,
): TokenSource => ({
  async current(signal) {
    for (let tried = 1; ; tried++) {
      const result = await cache.get(grantId, fetchToken)
      if (result.kind === 'token') return result.token.accessToken
      if (result.refusal.again !== 'retry' || tried === tries) throw new CredentialRefused(result.refusal)
      await ports.sleep(backoffMs(tried, ports.random), signal)
    }
  },
  rejected: (accessToken) => cache.invalidate(grantId, accessToken),
})

import { compactVerify, createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet } from 'jose'
import type { FederatedIdentityCredential } from '../identity-port.ts'

/** Milliseconds that another issuer's documents may take. */
const PATIENCE_MS = 5_000

/** The keys of other issuers, whose tokens federated credentials trust. */
export interface IssuerKeys {
  /** Why the token is not signed with a key of the credential's issuer; undefined when it is. */
  verify(token: string, credential: FederatedIdentityCredential): Promise<string | undefined>
}

/** Keys come with the credential, or from the issuer's discovery document, which is read once. */
export function createIssuerKeys(): IssuerKeys {
  const remote = new Map<string, ReturnType<typeof createRemoteJWKSet>>()

  const discovered = async (issuer: string): Promise<ReturnType<typeof createRemoteJWKSet>> => {
    const known = remote.get(issuer)
    if (known !== undefined) return known
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
    const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) })
    const document: unknown = await response.json()
    const jwksUri = typeof document === 'object' && document !== null && 'jwks_uri' in document ? document.jwks_uri : ''
    const keys = createRemoteJWKSet(new URL(String(jwksUri)), { timeoutDuration: PATIENCE_MS })
    remote.set(issuer, keys)
    return keys
  }

  return {
    verify: async (token, { issuer, jwks }) => {
      try {
        const keys = jwks === undefined ? await discovered(issuer) : createLocalJWKSet(keySet(jwks))
        await compactVerify(token, keys)
        return undefined
      } catch (error) {
        return `The keys of '${issuer}' do not verify it: ${error instanceof Error ? error.message : String(error)}`
      }
    },
  }
}

function keySet({ keys }: { keys: Record<string, unknown>[] }): JSONWebKeySet {
  return { keys: keys.flatMap((key) => (typeof key.kty === 'string' ? [{ ...key, kty: key.kty }] : [])) }
}

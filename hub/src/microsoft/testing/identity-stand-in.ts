import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { microsoftCloud } from '../cloud.ts'
import { type Received, type Reply, standIn } from './http-stand-in.ts'

export const tenancyA = '11111111-1111-4111-8111-111111111111'
export const tenancyB = '22222222-2222-4222-8222-222222222222'
export const clientId = '33333333-3333-4333-8333-333333333333'
export const personId = '44444444-4444-4444-8444-444444444444'

interface SigningKey {
  readonly kid: string
  readonly privateKey: CryptoKeyLike
  readonly jwk: Record<string, unknown>
}
type CryptoKeyLike = Awaited<ReturnType<typeof generateKeyPair>>['privateKey']

const newKey = async (kid: string): Promise<SigningKey> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig' } }
}

/** A small identity platform: discovery and keys for every tenancy, and a token endpoint that answers what the test says. */
export async function identityStandIn(token: (request: Received) => Reply | Promise<Reply>) {
  let current = await newKey('first')
  const published = [current]
  let discovery: (document: Record<string, unknown>) => Record<string, unknown> = (document) => document
  const server = await standIn((request) => {
    const [, segment = '', ...rest] = request.url.pathname.split('/')
    const base = `${request.url.origin}/${segment}`
    if (rest.join('/') === 'v2.0/.well-known/openid-configuration')
      return {
        json: discovery({
          issuer: `${request.url.origin}/${segment === 'organizations' ? '{tenantid}' : segment}/v2.0`,
          authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
          token_endpoint: `${base}/oauth2/v2.0/token`,
          jwks_uri: `${base}/discovery/v2.0/keys`,
        }),
      }
    if (rest.join('/') === 'discovery/v2.0/keys') return { json: { keys: published.map(({ jwk }) => jwk) } }
    return token(request)
  })
  return {
    ...server,
    cloud: microsoftCloud({ authority: server.origin, graph: server.origin }),
    /** signs with another key from now on, published beside the old ones */
    async rotate() {
      current = await newKey(`key ${published.length + 1}`)
      published.push(current)
    },
    changeDiscovery(change: typeof discovery) {
      discovery = change
    },
    idToken: (claims: JWTPayload, at: Date): Promise<string> =>
      new SignJWT(idClaims(server.origin, claims, at))
        .setProtectedHeader({ alg: 'RS256', kid: current.kid })
        .sign(current.privateKey),
    async foreignIdToken(claims: JWTPayload, at: Date): Promise<string> {
      const foreign = await newKey(current.kid)
      return new SignJWT(idClaims(server.origin, claims, at))
        .setProtectedHeader({ alg: 'RS256', kid: foreign.kid })
        .sign(foreign.privateKey)
    },
    unsignedIdToken: (claims: JWTPayload, at: Date): string =>
      new UnsecuredJWT(idClaims(server.origin, claims, at)).encode(),
  }
}

function idClaims(origin: string, claims: JWTPayload, at: Date): JWTPayload {
  const now = Math.floor(at.getTime() / 1_000)
  return {
    iss: `${origin}/${tenancyA}/v2.0`,
    aud: clientId,
    sub: 'pairwise',
    tid: tenancyA,
    oid: personId,
    name: 'Ada Example',
    preferred_username: 'ada@example.test',
    wids: ['62e90394-69f5-4237-9190-012177145e10'],
    iat: now,
    nbf: now,
    exp: now + 3_600,
    ...claims,
  }
}

import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { FederatedIdentityCredential } from '../../identity-port.ts'
import { ASSERTION_TYPE, type Sent } from './client.ts'
import type { IdentityServer } from './identity-server.ts'
import { APP, DAY, KRONWERK } from './identity-world.ts'

const keyPair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwk = { ...keyPair.publicKey.export({ format: 'jwk' }), kid: 'issuer-key' }

/** A certificate of the application; the same key serves as another issuer's. */
export const CERTIFICATE = {
  keyId: 'c1',
  x5tS256: createHash('sha256').update('certificate').digest('base64url'),
  x5t: createHash('sha1').update('certificate').digest('base64url'),
  publicKeyPem: keyPair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  endDateTime: Date.now() + 365 * DAY,
}

/** Trust in a build pipeline, whose keys come with the registration. */
export const PIPELINE: FederatedIdentityCredential = {
  name: 'pipeline',
  issuer: 'https://pipeline.example',
  subject: 'repo:Atrium/hub:ref:main',
  audiences: ['api://AzureADTokenExchange'],
  jwks: { keys: [jwk] },
}

/** The fields of a token request with an assertion signed by the one key of these tests. */
export async function assertionFields(
  server: IdentityServer,
  claims: Record<string, unknown>,
  header: Record<string, string> = { 'x5t#S256': CERTIFICATE.x5tS256 },
): Promise<Sent> {
  const now = Math.floor(server.world.clock / 1000)
  const usual = { jti: randomUUID(), nbf: now, iat: now, exp: now + 600 }
  const alg = header.kid === undefined ? 'PS256' : 'RS256'
  const assertion = await new SignJWT({ ...usual, ...claims })
    .setProtectedHeader({ alg, typ: 'JWT', ...header })
    .sign(keyPair.privateKey)
  return { client_secret: undefined, client_assertion_type: ASSERTION_TYPE, client_assertion: assertion }
}

/** An assertion about the application by itself. */
export function ownAssertion(server: IdentityServer, claims: Record<string, unknown> = {}): Promise<Sent> {
  const aud = `${server.origin}/${KRONWERK.tenantId}/oauth2/v2.0/token`
  return assertionFields(server, { iss: APP.appId, sub: APP.appId, aud, ...claims })
}

/** An assertion of the pipeline. */
export function pipelineAssertion(server: IdentityServer, claims: Record<string, unknown> = {}): Promise<Sent> {
  const { issuer, subject, audiences } = PIPELINE
  return assertionFields(server, { iss: issuer, sub: subject, aud: audiences[0], ...claims }, { kid: 'issuer-key' })
}

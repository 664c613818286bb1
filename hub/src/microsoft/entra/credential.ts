import { createHash, createPrivateKey, type KeyObject, type webcrypto, X509Certificate } from 'node:crypto'
import { type ClientAuth, ClientSecretPost, modifyAssertion, PrivateKeyJwt } from 'oauth4webapi'
import { minutes } from '../../kernel/time.ts'
import type { MicrosoftPorts } from '../ports.ts'

/** What a registration proves itself with. Held in memory while a token is fetched; never logged. */
export type Credential =
  | { readonly kind: 'secret'; readonly secret: string }
  /** both PEM; the key as PKCS#8 or PKCS#1, RSA, without a passphrase */
  | { readonly kind: 'certificate'; readonly certificate: string; readonly privateKey: string }

/** A certificate that cannot work, found before anything is sent. */
export class CertificateUnusable extends Error {
  override readonly name = 'CertificateUnusable'
}

const assertionLives = minutes(5)

/**
 * How a registration authenticates at the token endpoint. A certificate signs an assertion as Microsoft wants it: PS256, header `x5t#S256`,
 * `aud` = the token endpoint (learn.microsoft.com/entra/identity-platform/certificate-credentials).
 * @throws CertificateUnusable
 */
export async function clientAuthentication(
  credential: Credential,
  tokenEndpoint: string,
  ports: MicrosoftPorts,
): Promise<ClientAuth> {
  if (credential.kind === 'secret') return ClientSecretPost(credential.secret)
  const { key, thumbprint } = await signingCertificate(credential.certificate, credential.privateKey)
  return PrivateKeyJwt(key, {
    [modifyAssertion]: (header, payload) => {
      const now = Math.floor(ports.clock.now().getTime() / 1_000)
      header.typ = 'JWT'
      header['x5t#S256'] = thumbprint
      Object.assign(payload, { aud: tokenEndpoint, iat: now, nbf: now, exp: now + assertionLives / 1_000 })
    },
  })
}

/**
 * Reads a certificate and its key, and checks that they can work together.
 * @returns the key ready for PS256, the SHA-256 thumbprint as base64url, and the instant the certificate ends
 * @throws CertificateUnusable
 */
export async function signingCertificate(
  certificatePem: string,
  privateKeyPem: string,
): Promise<{ key: webcrypto.CryptoKey; thumbprint: string; validTo: Date }> {
  const certificate = read('certificate', () => new X509Certificate(certificatePem))
  const privateKey = read('private key', () => createPrivateKey(privateKeyPem))
  assertUsable(certificate, privateKey)
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'RSA-PSS', hash: 'SHA-256' }, false, ['sign'])
  return {
    key,
    thumbprint: createHash('sha256').update(certificate.raw).digest('base64url'),
    validTo: certificate.validToDate,
  }
}

function read<T>(what: string, make: () => T): T {
  try {
    return make()
  } catch {
    throw new CertificateUnusable(
      `The ${what} is not PEM that can be read. Give it without a passphrase, from -----BEGIN to END-----.`,
    )
  }
}

function assertUsable(certificate: X509Certificate, privateKey: KeyObject): void {
  const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0
  if (privateKey.asymmetricKeyType !== 'rsa' || bits < 2_048)
    throw new CertificateUnusable('The key is not RSA of at least 2048 bits. Make a new certificate with an RSA key.')
  if (!certificate.checkPrivateKey(privateKey))
    throw new CertificateUnusable(
      'The private key does not belong to this certificate. Give the key the certificate was made with.',
    )
}

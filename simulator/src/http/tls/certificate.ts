// The library declares its classes with decorators and needs the metadata they are kept in.
import 'reflect-metadata'
import { createPrivateKey, randomBytes, webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import { createSecureContext, type SecureContext } from 'node:tls'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { NAME_CONSTRAINTS, nameConstraints, type Permitted } from './name-constraints.ts'

/** A certificate authority: its certificate and private key, both PEM. */
export interface Authority {
  readonly cert: string
  readonly key: string
}

/** A server's certificate and private key, both PEM, and the same ready for use. */
export interface Leaf extends Authority {
  readonly context: SecureContext
  /** Epoch milliseconds. */
  readonly notAfter: number
}

const DAY = 24 * 60 * 60 * 1000
/** Apple's systems take no server certificate that is valid for longer than 398 days (support.apple.com/102028). */
const LEAF_DAYS = 90
const AUTHORITY_DAYS = 3652
/** P-256 with SHA-256: every TLS stack of the last ten years takes it, and a key is made in a millisecond. */
const KEYS = { name: 'ECDSA', namedCurve: 'P-256' } as const
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const

/** Makes an authority that may vouch for what is permitted; for everything, when nothing is said. */
export async function createAuthority(now: number, permitted?: Permitted): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(KEYS, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...validity(now, AUTHORITY_DAYS),
    // Clients tell authorities apart by their names, so that each needs its own.
    name: `O=For tests only, CN=Simulated Microsoft cloud ${randomBytes(4).toString('hex')}`,
    keys,
    signingAlgorithm: SIGNATURE,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(keys.publicKey),
      ...(permitted ? [new Extension(NAME_CONSTRAINTS, true, nameConstraints(permitted))] : []),
    ],
  })
  return { cert: pem(certificate), key: await privatePem(keys.privateKey) }
}

/** Makes a key and a certificate of the authority for a server of these names and addresses. */
export async function issue(authority: Authority, subjects: readonly string[], now: number): Promise<Leaf> {
  const issuer = new X509Certificate(authority.cert)
  const keys = await webcrypto.subtle.generateKey(KEYS, true, ['sign', 'verify'])
  const { notBefore, notAfter } = validity(now, LEAF_DAYS)
  const certificate = await X509CertificateGenerator.create({
    notBefore,
    notAfter,
    subject: 'O=For tests only, CN=Simulated Microsoft cloud',
    issuer: issuer.subjectName,
    publicKey: keys.publicKey,
    signingKey: await signingKey(authority.key),
    signingAlgorithm: SIGNATURE,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        subjects.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(await issuer.publicKey.export()),
    ],
  })
  const pair = { cert: pem(certificate), key: await privatePem(keys.privateKey) }
  return { ...pair, context: createSecureContext(pair), notAfter: notAfter.getTime() }
}

/** From a day ago, for callers whose clock is behind. */
function validity(now: number, days: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(now - DAY), notAfter: new Date(now + days * DAY) }
}

const pem = (certificate: X509Certificate) => `${certificate.toString('pem')}\n`

async function privatePem(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key))
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString()
}

function signingKey(key: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(key).export({ format: 'der', type: 'pkcs8' })
  return webcrypto.subtle.importKey('pkcs8', new Uint8Array(der), KEYS, false, ['sign'])
}

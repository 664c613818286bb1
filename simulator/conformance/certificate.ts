// The library declares its classes with decorators and needs the metadata they are kept in.
import 'reflect-metadata'
import { createHash, KeyObject, webcrypto } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { X509CertificateGenerator } from '@peculiar/x509'
import type { ClientCertificate } from './setting.ts'

const DAY = 24 * 60 * 60 * 1000
/** Entra takes RSA keys of at least 2048 bits for client assertions (entra/identity-platform/certificate-credentials). */
const KEYS = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
}

/** Makes a self-signed certificate as an administrator would upload it, and writes it with its key into the file. */
export async function createClientCertificate(file: string, now: number): Promise<ClientCertificate> {
  const keys = await webcrypto.subtle.generateKey(KEYS, true, ['sign', 'verify'])
  const made = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Conformance of the simulated Microsoft cloud',
    notBefore: new Date(now - DAY),
    notAfter: new Date(now + 30 * DAY),
    keys,
    signingAlgorithm: KEYS,
  })
  const certificate = `${made.toString('pem')}\n`
  const privateKey = KeyObject.from(keys.privateKey).export({ format: 'pem', type: 'pkcs8' }).toString()
  writeFileSync(file, certificate + privateKey, { mode: 0o600 })
  const thumbprint = (hash: string) => createHash(hash).update(new Uint8Array(made.rawData)).digest('hex').toUpperCase()
  return { file, certificate, privateKey, sha1: thumbprint('sha1'), sha256: thumbprint('sha256') }
}

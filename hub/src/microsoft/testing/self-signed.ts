import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'

/** A self-signed certificate made on the spot (RFC 5280 §4.1), so that no key stands in the repository. */
export function selfSigned(bits = 2_048): { certificate: string; privateKey: string; publicKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits })
  const name = sequence(tagged(0x31, sequence(oid([0x55, 0x04, 0x03]), tagged(0x0c, Buffer.from('stand-in')))))
  const validity = sequence(tagged(0x17, Buffer.from('260101000000Z')), tagged(0x17, Buffer.from('360101000000Z')))
  const version = tagged(0xa0, tagged(0x02, Buffer.from([2])))
  const keyInfo = publicKey.export({ type: 'spki', format: 'der' })
  const body = sequence(version, tagged(0x02, Buffer.from([1])), sha256WithRsa, name, validity, name, keyInfo)
  const signature = createSign('sha256').update(body).sign(privateKey)
  const der = sequence(body, sha256WithRsa, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])))
  const base64 = der.toString('base64').replace(/.{64}/g, '$&\n')
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey,
  }
}

/** DER's length: one byte below 128, else two bytes after their count (X.690 §8.1.3). */
const length = (size: number): number[] => (size < 0x80 ? [size] : [0x82, size >> 8, size & 0xff])
const tagged = (tag: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([tag, ...length(content.length)]), content])
const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts))
const oid = (bytes: number[]): Buffer => tagged(0x06, Buffer.from(bytes))
const sha256WithRsa = sequence(oid([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b]), Buffer.from([0x05, 0x00]))

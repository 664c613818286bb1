import { constants, createCipheriv, createHmac, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto'
import type { Json } from '../world/model.ts'

/**
 * Encrypts resource data for the holder of a certificate: the data with a new AES-256 key (CBC, PKCS7, the key's first
 * 16 bytes as initialisation vector), signed with HMAC-SHA256 under that key; the key with RSA-OAEP (SHA-1)
 * (learn.microsoft.com/graph/change-notifications-with-resource-data#decrypting-resource-data-from-change-notifications).
 */
export function encryptedContent(
  content: Json,
  { certificate, certificateId }: { readonly certificate: string; readonly certificateId: string },
): { [name: string]: Json } {
  const { publicKey, fingerprint } = new X509Certificate(Buffer.from(certificate, 'base64'))
  const key = randomBytes(32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16))
  const data = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()])
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  return {
    data: data.toString('base64'),
    dataKey: publicEncrypt({ key: publicKey, padding, oaepHash: 'sha1' }, key).toString('base64'),
    dataSignature: createHmac('sha256', key).update(data).digest('base64'),
    encryptionCertificateId: certificateId,
    encryptionCertificateThumbprint: fingerprint.replaceAll(':', ''),
  }
}

import { constants, createDecipheriv, createHash, createHmac, privateDecrypt, timingSafeEqual } from 'node:crypto'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isObject, type Json } from '../world/model.ts'
import { certificateOf } from './testing/certificate.ts'
import { type SubscribedCloud, startSubscribedCloud } from './testing/subscribed-cloud.ts'

const { certificate, privateKeyPem } = await certificateOf(2048)
let cloud: SubscribedCloud
beforeEach(async () => {
  cloud = await startSubscribedCloud()
})
afterEach(() => cloud.close())

/** A subscription to all chat messages with resource data, by an application of its own. */
async function subscribed() {
  const app = await cloud.app(['Chat.Read.All'])
  const created = await cloud.subscribe(
    {
      resource: 'chats/getAllMessages',
      includeResourceData: true,
      encryptionCertificate: certificate,
      encryptionCertificateId: 'certificate of the subscriber',
    },
    app,
  )
  expect(created.body).toMatchObject({
    includeResourceData: true,
    encryptionCertificateId: 'certificate of the subscriber',
  })
  return app
}

async function told(content?: { [name: string]: Json }) {
  cloud.happen('chats/c1/messages/m1', 'chatMessage', content ? { content } : {})
  await cloud.settled()
  return cloud.receiver.received.at(-1)?.body ?? {}
}

/** What a subscriber does with encrypted content, step by step as the documentation tells it. */
function decrypted(encrypted: { [name: string]: Json }): unknown {
  const bytes = (name: string) => Buffer.from(String(encrypted[name]), 'base64')
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const key = privateDecrypt({ key: privateKeyPem, padding, oaepHash: 'sha1' }, bytes('dataKey'))
  const signature = createHmac('sha256', key).update(bytes('data')).digest()
  expect(timingSafeEqual(signature, bytes('dataSignature'))).toBe(true)
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16))
  return JSON.parse(Buffer.concat([decipher.update(bytes('data')), decipher.final()]).toString('utf8'))
}

test('the resource arrives encrypted for the holder of the certificate', async () => {
  await subscribed()
  const message = { id: 'm1', body: { content: 'Meet at the turbine, 14:00 – bring Ægir’s plans' } }
  const { value } = await told(message)
  const [item] = Array.isArray(value) ? value.filter(isObject) : []
  const encrypted = isObject(item?.encryptedContent) ? item.encryptedContent : {}
  expect(decrypted(encrypted)).toEqual(message)
  const thumbprint = createHash('sha1').update(Buffer.from(certificate, 'base64')).digest('hex').toUpperCase()
  expect(encrypted).toMatchObject({
    encryptionCertificateId: 'certificate of the subscriber',
    encryptionCertificateThumbprint: thumbprint,
  })
})

test('a validation token, verifiable by the published keys, proves who sent it to which application', async () => {
  const { appId } = await subscribed()
  const { validationTokens } = await told({ id: 'm1' })
  const tokens = Array.isArray(validationTokens) ? validationTokens : []
  expect(tokens).toHaveLength(1)
  const keys = createRemoteJWKSet(new URL(`${cloud.simulator.url}/common/discovery/v2.0/keys`))
  const { payload } = await jwtVerify(String(tokens[0]), keys, {
    audience: appId,
    issuer: `https://sts.windows.net/${cloud.tenantId}/`,
    currentDate: new Date(cloud.simulator.world.now()),
  })
  expect(payload).toMatchObject({ appid: '0bf30f3b-4a52-48df-9a82-234910c4a086', tid: cloud.tenantId })
})

test('several notifications to one application of a tenancy share a token; two applications have one each', async () => {
  await subscribed()
  await subscribed()
  cloud.happen('chats/c1/messages/m1', 'chatMessage', { content: { id: 'm1' } })
  const { value, validationTokens } = await told({ id: 'm1' })
  expect(value).toHaveLength(4)
  expect(validationTokens).toHaveLength(2)
})

test('a resource that cannot be read is told without its data', async () => {
  await subscribed()
  const { value } = await told()
  expect(value).toMatchObject([{ resource: 'chats/c1/messages/m1' }])
  expect(JSON.stringify(value)).not.toContain('encryptedContent')
})

test('notifications without resource data carry no token', async () => {
  await cloud.subscribe()
  await cloud.control('hire')
  await cloud.settled()
  expect(cloud.receiver.received.at(-1)?.body).not.toHaveProperty('validationTokens')
})

import { createHash, generateKeyPair, type KeyObject, sign, verify } from 'node:crypto'
import { promisify } from 'node:util'

const generate = promisify(generateKeyPair)

/** One published key, as `/discovery/v2.0/keys` shows it. */
export interface PublishedKey {
  kty: 'RSA'
  use: 'sig'
  kid: string
  x5t: string
  n: string
  e: string
}

/** The platform's RS256 keys: two are published, the first one signs; rotation retires the older. */
export interface SigningKeys {
  published(): Promise<PublishedKey[]>
  /**
   * Signs a JWT. With `graphNonce`, the header carries a nonce and the signature is over the header with the nonce's
   * SHA-256 in its place, as on real Graph tokens: only Graph itself can verify those.
   */
  sign(payload: Readonly<Record<string, unknown>>, graphNonce?: string): string
  /** The payload of a JWT signed here, by a published or a retired key; undefined for any other text. */
  verify(token: string): Readonly<Record<string, unknown>> | undefined
  /** Makes a new key, signs with it from now on, and stops publishing the oldest of the two. */
  rotate(): Promise<void>
}

interface SigningKey {
  privateKey: KeyObject
  publicKey: KeyObject
  published: PublishedKey
}

/** Retired keys kept so that tokens already issued stay good until they expire. */
const RETIRED_KEPT = 4

/** Generates the keys in other threads; waits only for the first, so that a simulator starts fast. */
export async function createSigningKeys(): Promise<SigningKeys> {
  const second = newKey()
  const keys: SigningKey[] = [await newKey()]
  const bothKeys = second.then((key) => keys.push(key))

  return {
    published: async () => {
      await bothKeys
      return keys.slice(0, 2).map((key) => key.published)
    },
    sign: (payload, graphNonce) => {
      const current = keys[0]
      if (current === undefined) throw new Error('The identity platform has no signing key.')
      const header = { typ: 'JWT', alg: 'RS256', x5t: current.published.x5t, kid: current.published.kid }
      const body = segment(payload)
      const wire = graphNonce === undefined ? header : { nonce: graphNonce, ...header }
      const signed = graphNonce === undefined ? header : { ...wire, nonce: hashedNonce(graphNonce) }
      const signature = sign('sha256', Buffer.from(`${segment(signed)}.${body}`), current.privateKey)
      return `${segment(wire)}.${body}.${signature.toString('base64url')}`
    },
    verify: (token) => {
      const [headerText, payloadText, signatureText, ...rest] = token.split('.')
      if (headerText === undefined || payloadText === undefined || signatureText === undefined || rest.length > 0)
        return
      const header = record(headerText)
      const key = keys.find((candidate) => candidate.published.kid === header?.kid)
      if (header === undefined || key === undefined || header.alg !== 'RS256') return
      const nonce = header.nonce
      const signed = typeof nonce === 'string' ? segment({ ...header, nonce: hashedNonce(nonce) }) : headerText
      const isOurs = verify(
        'sha256',
        Buffer.from(`${signed}.${payloadText}`),
        key.publicKey,
        Buffer.from(signatureText, 'base64url'),
      )
      return isOurs ? record(payloadText) : undefined
    },
    rotate: async () => {
      await bothKeys
      keys.unshift(await newKey())
      keys.length = Math.min(keys.length, 2 + RETIRED_KEPT)
    },
  }
}

async function newKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generate('rsa', { modulusLength: 2048 })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' })
  const kid = createHash('sha1').update(spki).digest('base64url')
  return { privateKey, publicKey, published: { kty: 'RSA', use: 'sig', kid, x5t: kid, n, e } }
}

const segment = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const hashedNonce = (nonce: string): string => createHash('sha256').update(nonce).digest('base64url')

function record(segmentText: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(segmentText, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

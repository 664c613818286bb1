import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import type { PasskeyAssertion, PasskeyRegistration } from '../model/passkey.ts'

/** What a test may do wrong at the authenticator or in the browser. */
export interface Mischief {
  origin?: string
  rpId?: string
  /** the person did not show who they are to the authenticator */
  withoutVerification?: boolean
  counter?: number
  userHandle?: string
}

/** A software authenticator with one discoverable ES256 passkey, as WebAuthn §6 describes one; no attestation. */
export class SoftwareAuthenticator {
  readonly id = randomBytes(32)
  #counter = 0
  #userHandle = ''
  readonly #privateKey: KeyObject
  readonly #publicKey: KeyObject

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#privateKey = privateKey
    this.#publicKey = publicKey
  }

  /** `navigator.credentials.create()` */
  create(
    options: { challenge: string; rp: { id: string }; user: { id: string } },
    origin: string,
    mischief: Mischief = {},
  ): PasskeyRegistration {
    this.#userHandle = options.user.id
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.id.length)
    // attested credential data (§6.5.1): an all-zero AAGUID, the credential's id and its public key
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, this.#coseKey()])
    const authData = Buffer.concat([this.#authenticatorData(options.rp.id, 0x40, mischief), attested])
    const object = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(authData)],
    ])
    return {
      ...this.#credential(),
      response: {
        clientDataJSON: clientData('webauthn.create', options.challenge, mischief.origin ?? origin).toString(
          'base64url',
        ),
        attestationObject: Buffer.from(isoCBOR.encode(object as Parameters<typeof isoCBOR.encode>[0])).toString(
          'base64url',
        ),
        transports: ['internal'],
      },
    }
  }

  /** `navigator.credentials.get()` */
  get(options: { challenge: string; rpId: string }, origin: string, mischief: Mischief = {}): PasskeyAssertion {
    this.#counter += 1
    const authData = this.#authenticatorData(options.rpId, 0, mischief)
    const data = clientData('webauthn.get', options.challenge, mischief.origin ?? origin)
    const signed = Buffer.concat([authData, createHash('sha256').update(data).digest()])
    return {
      ...this.#credential(),
      response: {
        clientDataJSON: data.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', signed, this.#privateKey).toString('base64url'),
        userHandle: mischief.userHandle ?? this.#userHandle,
      },
    }
  }

  #credential() {
    const id = this.id.toString('base64url')
    return { id, rawId: id, type: 'public-key' as const }
  }

  /** §6.1: hash of the relying party's id, flags (user present 1, verified 4, attested 64), signature counter */
  #authenticatorData(rpId: string, flags: number, mischief: Mischief): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(mischief.counter ?? this.#counter)
    const rpIdHash = createHash('sha256')
      .update(mischief.rpId ?? rpId)
      .digest()
    const verified = mischief.withoutVerification ? 0 : 4
    return Buffer.concat([rpIdHash, Buffer.from([flags | 1 | verified]), counter])
  }

  /** RFC 9052 §7: key type EC2, ES256, P-256, x, y */
  #coseKey(): Uint8Array {
    const { x = '', y = '' } = this.#publicKey.export({ format: 'jwk' })
    const key = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
    ])
    return isoCBOR.encode(key)
  }
}

const clientData = (type: string, challenge: string, origin: string): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

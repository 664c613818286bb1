import { createHmac, timingSafeEqual } from 'node:crypto'
import { isObject, type Json } from '../world/model.ts'

/** Makes the tokens of links unreadable in intent and impossible to forge; the key depends on the seed, so links survive a restart. */
export class OpaqueTokens {
  readonly #key: string

  constructor(seed: string) {
    this.#key = `simulated-cloud/${seed}`
  }

  seal(content: { [name: string]: Json }): string {
    const payload = Buffer.from(JSON.stringify(content)).toString('base64url')
    return `${payload}.${this.#mac(payload)}`
  }

  /** The content of a token made here, else undefined. */
  open(token: string): { [name: string]: Json } | undefined {
    const [payload = '', mac = ''] = token.split('.')
    const expected = Buffer.from(this.#mac(payload))
    const given = Buffer.from(mac)
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
    const content: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    return isObject(content) ? content : undefined
  }

  #mac(payload: string): string {
    return createHmac('sha256', this.#key).update(payload).digest('base64url').slice(0, 22)
  }
}

import type { PasswordVerdict } from '../identity-port.ts'

/** The password of every account until it is changed. */
const FIRST_PASSWORD = 'simulated'

/**
 * The passwords of one tenancy, by object id of the person. Only those that were set are kept; they are as public as
 * everything else of a simulated cloud.
 */
export class Passwords {
  readonly #set = new Map<string, { password: string; mustChange: boolean }>()

  /** Sets a password, as passwordProfile does; with `mustChange` it is good for choosing the next one only. */
  set(objectId: string, password: string, mustChange: boolean): void {
    this.#set.set(objectId, { password, mustChange })
  }

  check(objectId: string, password: string): PasswordVerdict {
    const known = this.#set.get(objectId) ?? { password: FIRST_PASSWORD, mustChange: false }
    if (known.password !== password) return 'wrong'
    return known.mustChange ? 'must-change' : 'right'
  }
}

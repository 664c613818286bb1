import type { Entity } from './model.ts'
import type { Tenancy } from './tenancy.ts'

export interface SignIn {
  readonly id: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly userId: string
  readonly appId: string
  readonly resourceAppId: string
  readonly interactive: boolean
  /** The AADSTS number, 0 for success. */
  readonly errorCode: number
}

/** What a person did before the simulation began; the same for the same person every time it is asked. */
export type SignInHistory = (user: Entity) => readonly SignIn[]

/** How far back auditLogs/signIns reaches (30 days with a premium licence: reports-data-retention). */
export const SIGN_IN_RETENTION_MS = 30 * 24 * 3_600_000

/**
 * Sign-ins of one tenancy. The generated past is computed when it is first asked for, so that a large tenancy
 * starts without it; what happens in the simulator itself is added to it.
 */
export class SignIns {
  readonly #tenancy: () => Tenancy
  #history: SignInHistory = () => []
  #generated: SignIn[] | undefined
  readonly #recorded: SignIn[] = []
  readonly #recordedOf = new Map<string, SignIn[]>()

  constructor(tenancy: () => Tenancy) {
    this.#tenancy = tenancy
  }

  useHistory(history: SignInHistory): void {
    this.#history = history
  }

  record(entry: SignIn): void {
    this.#recorded.push(entry)
    const own = this.#recordedOf.get(entry.userId)
    if (own) own.push(entry)
    else this.#recordedOf.set(entry.userId, [entry])
  }

  /** All sign-ins within retention, newest first. */
  newestFirst(now: number): SignIn[] {
    this.#generated ??= this.#generateAll()
    const oldest = now - SIGN_IN_RETENTION_MS
    return [...this.#recorded.toReversed(), ...this.#generated].filter((entry) => entry.at >= oldest)
  }

  /** The `signInActivity` of a user, or undefined for one who never signed in. */
  activityOf(user: Entity): SignInActivity | undefined {
    const all = [...this.#history(user), ...(this.#recordedOf.get(user.id) ?? [])]
    if (all.length === 0) return undefined
    return {
      interactive: latest(all.filter((entry) => entry.interactive)),
      nonInteractive: latest(all.filter((entry) => !entry.interactive)),
      successful: latest(all.filter((entry) => entry.errorCode === 0)),
    }
  }

  #generateAll(): SignIn[] {
    const all: SignIn[] = []
    for (const user of this.#tenancy().store('user')) all.push(...this.#history(user))
    return all.sort((one, other) => other.at - one.at || (one.id < other.id ? -1 : 1))
  }
}

export interface SignInActivity {
  readonly interactive: SignIn | undefined
  readonly nonInteractive: SignIn | undefined
  readonly successful: SignIn | undefined
}

function latest(entries: readonly SignIn[]): SignIn | undefined {
  let found: SignIn | undefined
  for (const entry of entries) if (!found || entry.at > found.at) found = entry
  return found
}

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
  readonly #activities = new Map<string, SignInActivity | undefined>()

  constructor(tenancy: () => Tenancy) {
    this.#tenancy = tenancy
  }

  useHistory(history: SignInHistory): void {
    this.#history = history
  }

  record(entry: SignIn): void {
    this.#recorded.push(entry)
    this.#activities.delete(entry.userId)
    const own = this.#recordedOf.get(entry.userId)
    if (own) own.push(entry)
    else this.#recordedOf.set(entry.userId, [entry])
  }

  /** All sign-ins within retention, newest first, by place in the list. */
  newestFirst(now: number): { end: number; at(position: number): SignIn | undefined } {
    this.#generated ??= this.#generateAll()
    const [generated, recorded] = [this.#generated, this.#recorded]
    const oldest = now - SIGN_IN_RETENTION_MS
    const tooOld = firstIndex(recorded.length, (i) => (recorded[i]?.at ?? 0) >= oldest)
    const kept = firstIndex(generated.length, (i) => (generated[i]?.at ?? 0) < oldest)
    const fresh = recorded.length - tooOld
    return {
      end: fresh + kept,
      at: (position) => (position < fresh ? recorded[recorded.length - 1 - position] : generated[position - fresh]),
    }
  }

  /** The `signInActivity` of a user, or undefined for one who never signed in. */
  activityOf(user: Entity): SignInActivity | undefined {
    if (this.#activities.has(user.id)) return this.#activities.get(user.id)
    const all = [...this.#history(user), ...(this.#recordedOf.get(user.id) ?? [])]
    const activity =
      all.length === 0
        ? undefined
        : {
            interactive: latest(all.filter((entry) => entry.interactive)),
            nonInteractive: latest(all.filter((entry) => !entry.interactive)),
            successful: latest(all.filter((entry) => entry.errorCode === 0)),
          }
    this.#activities.set(user.id, activity)
    return activity
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

/** The first index for which the test holds, when it holds for all after it too; the length when for none. */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

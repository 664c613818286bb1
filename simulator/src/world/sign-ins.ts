import { firstIndex } from './first-index.ts'
import { MergedSignIns } from './merged-sign-ins.ts'
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

/** The sign-ins of people of whom there are too many to look at each, newest first. */
export interface ComputedSignIns {
  readonly size: number
  at(position: number): SignIn
  /** Those of one of these people; undefined for anybody else. */
  of(userId: string): readonly SignIn[] | undefined
  find(id: string): SignIn | undefined
}

/** How far back auditLogs/signIns reaches (30 days with a premium licence: reports-data-retention). */
export const SIGN_IN_RETENTION_MS = 30 * 24 * 3_600_000

/**
 * Sign-ins of one tenancy. The generated past is computed when it is first asked for, so that a large tenancy
 * starts without it; what happens in the simulator itself is added to it.
 */
export class SignIns {
  readonly #tenancy: () => Tenancy
  #history: SignInHistory = () => []
  #computed: ComputedSignIns | undefined
  #past: MergedSignIns | undefined
  readonly #recorded: SignIn[] = []
  readonly #recordedOf = new Map<string, SignIn[]>()
  readonly #activities = new Map<string, SignInActivity | undefined>()

  constructor(tenancy: () => Tenancy) {
    this.#tenancy = tenancy
  }

  useHistory(history: SignInHistory): void {
    this.#history = history
  }

  adopt(computed: ComputedSignIns): void {
    this.#computed = computed
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
    const [past, recorded] = [this.#generated(), this.#recorded]
    const oldest = now - SIGN_IN_RETENTION_MS
    const tooOld = firstIndex(recorded.length, (i) => (recorded[i]?.at ?? 0) >= oldest)
    const kept = firstIndex(past.size, (i) => past.at(i).at < oldest)
    const fresh = recorded.length - tooOld
    return {
      end: fresh + kept,
      at: (position) => (position < fresh ? recorded[recorded.length - 1 - position] : past.at(position - fresh)),
    }
  }

  /** The sign-in with this id, if it is within retention. */
  find(id: string, now: number): SignIn | undefined {
    const found =
      this.#computed?.find(id) ?? this.#recorded.find((entry) => entry.id === id) ?? this.#generated().findGenerated(id)
    return found && found.at >= now - SIGN_IN_RETENTION_MS ? found : undefined
  }

  /** The `signInActivity` of a user, or undefined for one who never signed in. */
  activityOf(user: Entity): SignInActivity | undefined {
    const computed = this.#computed?.of(user.id)
    if (computed) return activityIn([...computed, ...(this.#recordedOf.get(user.id) ?? [])])
    if (this.#activities.has(user.id)) return this.#activities.get(user.id)
    const activity = activityIn([...this.#history(user), ...(this.#recordedOf.get(user.id) ?? [])])
    this.#activities.set(user.id, activity)
    return activity
  }

  #generated(): MergedSignIns {
    if (!this.#past) {
      const all: SignIn[] = []
      for (const user of this.#tenancy().store('user').kept()) all.push(...this.#history(user))
      all.sort((one, other) => other.at - one.at || (one.id < other.id ? -1 : 1))
      this.#past = new MergedSignIns(all, this.#computed)
    }
    return this.#past
  }
}

export interface SignInActivity {
  readonly interactive: SignIn | undefined
  readonly nonInteractive: SignIn | undefined
  readonly successful: SignIn | undefined
}

function activityIn(all: readonly SignIn[]): SignInActivity | undefined {
  if (all.length === 0) return undefined
  return {
    interactive: latest(all.filter((entry) => entry.interactive)),
    nonInteractive: latest(all.filter((entry) => !entry.interactive)),
    successful: latest(all.filter((entry) => entry.errorCode === 0)),
  }
}

function latest(entries: readonly SignIn[]): SignIn | undefined {
  let found: SignIn | undefined
  for (const entry of entries) if (!found || entry.at > found.at) found = entry
  return found
}

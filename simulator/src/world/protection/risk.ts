import { guidOf } from '../random.ts'
import { higher, type RiskDetail, type RiskLevel, type RiskState, riskEvent } from './risk-events.ts'

/** One thing that made an account suspicious. */
export interface Detection {
  readonly id: string
  readonly userId: string
  readonly riskEventType: string
  readonly riskLevel: RiskLevel
  readonly riskState: RiskState
  readonly riskDetail: RiskDetail
  /** When it happened; simulated epoch milliseconds, as the others. */
  readonly at: number
  readonly detectedAt: number
  readonly updatedAt: number
  /** The sign-in in which it showed. */
  readonly signInId: string | undefined
}

/** What is held against one person now. */
export interface RiskyUser {
  readonly userId: string
  readonly riskLevel: RiskLevel
  readonly riskState: RiskState
  readonly riskDetail: RiskDetail
  readonly updatedAt: number
}

/** A state that a risky user had, and what brought it. */
export interface RiskHistoryItem extends RiskyUser {
  readonly id: string
  readonly riskEventTypes: readonly string[]
  /** Object id of whoever decided it; undefined where the service did. */
  readonly initiatedBy: string | undefined
}

/** How risk ends or is confirmed by somebody's decision. */
export interface RiskVerdict {
  readonly riskLevel: RiskLevel
  readonly riskState: RiskState
  readonly riskDetail: RiskDetail
}

/** learn.microsoft.com/graph/api/riskyuser-dismiss, -confirmcompromised; what a temporary password does is in riskdetail. */
export const VERDICTS = {
  dismiss: { riskLevel: 'none', riskState: 'dismissed', riskDetail: 'adminDismissedAllRiskForUser' },
  confirmCompromised: {
    riskLevel: 'high',
    riskState: 'confirmedCompromised',
    riskDetail: 'adminConfirmedUserCompromised',
  },
  newPassword: { riskLevel: 'none', riskState: 'remediated', riskDetail: 'adminGeneratedTemporaryPassword' },
} as const satisfies { readonly [name: string]: RiskVerdict }

/** Identity protection of one tenancy: what was detected, and what became of it. */
export class Risk {
  readonly #detections: Detection[] = []
  readonly #users = new Map<string, RiskyUser>()
  readonly #history = new Map<string, RiskHistoryItem[]>()

  /** Newest first. */
  get detections(): readonly Detection[] {
    return [...this.#detections].reverse()
  }

  get users(): readonly RiskyUser[] {
    return [...this.#users.values()]
  }

  user(userId: string): RiskyUser | undefined {
    return this.#users.get(userId)
  }

  /** Oldest first. */
  historyOf(userId: string): readonly RiskHistoryItem[] {
    return this.#history.get(userId) ?? []
  }

  ofSignIn(signInId: string): Detection | undefined {
    return this.#detections.find((detection) => detection.signInId === signInId)
  }

  /** Something was detected: the person is at risk, on the highest level that is open against them. */
  detect(
    found: Pick<Detection, 'id' | 'userId' | 'riskEventType' | 'riskLevel' | 'at' | 'signInId'>,
    now: number,
  ): void {
    this.#detections.push({
      ...found,
      detectedAt: now,
      updatedAt: now,
      riskState: 'atRisk',
      riskDetail: 'none',
    })
    const known = this.#users.get(found.userId)
    const open = known?.riskState === 'atRisk' || known?.riskState === 'confirmedCompromised'
    if (known?.riskState === 'confirmedCompromised') return
    const riskLevel = open && known ? higher(known.riskLevel, found.riskLevel) : found.riskLevel
    const after = { riskLevel, riskState: 'atRisk', riskDetail: 'none' } as const
    this.#become(found.userId, after, now, [found.riskEventType], undefined)
  }

  /** Somebody decides what is to be thought of a person; what is open against them follows. */
  decide(userId: string, verdict: RiskVerdict, now: number, by: string | undefined): void {
    const { riskState, riskDetail } = verdict
    const open = this.#detections.filter((one) => one.userId === userId && one.riskState === 'atRisk')
    for (const detection of open)
      this.#detections[this.#detections.indexOf(detection)] = { ...detection, riskState, riskDetail, updatedAt: now }
    if (riskState === 'confirmedCompromised') this.#confirm(userId, verdict, now)
    const types = open.map(({ riskEventType }) => riskEventType)
    this.#become(userId, verdict, now, types, by)
  }

  /** What an administrator confirms is a detection of its own. */
  #confirm(userId: string, verdict: RiskVerdict, now: number): void {
    const id = guidOf(`${userId}/${now}/confirmed/${this.#detections.length}`)
    const riskEventType = riskEvent('adminConfirmedUserCompromised')?.type ?? 'generic'
    this.#detections.push({
      id,
      userId,
      riskEventType,
      at: now,
      detectedAt: now,
      updatedAt: now,
      signInId: undefined,
      ...verdict,
    })
  }

  #become(
    userId: string,
    verdict: RiskVerdict,
    now: number,
    riskEventTypes: readonly string[],
    initiatedBy: string | undefined,
  ): void {
    const { riskLevel, riskState, riskDetail } = verdict
    const state = { userId, riskLevel, riskState, riskDetail, updatedAt: now }
    this.#users.set(userId, state)
    const items = this.#history.get(userId) ?? []
    items.push({ ...state, id: guidOf(`${userId}/${now}/${items.length}`), riskEventTypes, initiatedBy })
    this.#history.set(userId, items)
  }
}

import type { Entity } from '../model.ts'
import { Random } from '../random.ts'
import { SIGN_IN_RETENTION_MS } from '../sign-ins.ts'
import type { Tenancy } from '../tenancy.ts'
import { VERDICTS } from './risk.ts'
import type { RiskLevel } from './risk-events.ts'

const HOUR = 3_600_000

/** What was found before the simulation began, the first kinds in every company. */
const FOUND: readonly { readonly type: string; readonly level: RiskLevel; readonly isDismissed?: true }[] = [
  { type: 'unfamiliarFeatures', level: 'medium' },
  { type: 'anonymizedIPAddress', level: 'medium', isDismissed: true },
  { type: 'leakedCredentials', level: 'high' },
  { type: 'unlikelyTravel', level: 'low' },
  { type: 'passwordSpray', level: 'high', isDismissed: true },
  { type: 'anomalousToken', level: 'medium' },
]

/** Makes a few people risky, by sign-ins that really stand in their history. */
export function generateRisk(tenancy: Tenancy, today: number): void {
  const random = new Random(`${tenancy.profile.tenantId}/risk`)
  const seen = new Set<string>()
  for (const { type, level, isDismissed } of FOUND) {
    const person = someoneWhoSignedIn(tenancy, random, today, seen)
    if (!person) return
    const { user, at, signInId } = person
    const found = Math.min(at + random.between(1, 6) * HOUR, today)
    const detection = { id: random.guid(), userId: user.id, riskEventType: type, riskLevel: level, at, signInId }
    tenancy.protection.risk.detect(detection, found)
    if (isDismissed) tenancy.protection.risk.decide(user.id, VERDICTS.dismiss, Math.min(found + HOUR, today), undefined)
  }
}

function someoneWhoSignedIn(tenancy: Tenancy, random: Random, today: number, seen: Set<string>) {
  const store = tenancy.store('user')
  for (let tries = 0; tries < 20 && store.end > 10; tries++) {
    const user: Entity | undefined = store.at(random.below(store.end))
    if (user?.properties.accountEnabled !== true || seen.has(user.id)) continue
    const signIn = tenancy.signIns.activityOf(user)?.successful
    if (!signIn || signIn.at < today - SIGN_IN_RETENTION_MS / 2) continue
    seen.add(user.id)
    return { user, at: signIn.at, signInId: signIn.id }
  }
  return undefined
}

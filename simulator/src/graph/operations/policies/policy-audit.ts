import { modifiedProperties } from '../../../world/audit-activities.ts'
import type { Properties } from '../../../world/model.ts'
import type { WriteContext } from '../../call.ts'

/** What a change of a policy is called (learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities). */
export interface PolicyActivity {
  readonly activity: string
  readonly category: string
  /** Core Directory when not said. */
  readonly service?: string
}

/** Writes that a policy was changed, with each property that differs before and after. Nothing changed is not told. */
export function auditPolicy(
  { world, tenancy }: WriteContext,
  activity: PolicyActivity,
  before: Properties,
  after: Properties,
): void {
  const names = Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  if (names.length === 0) return
  const old: Properties = Object.fromEntries(names.map((name) => [name, before[name] ?? null]))
  const id = String(after.id ?? activity.activity)
  const displayName = String(after.displayName ?? id)
  const targets = [{ type: 'Policy', id, displayName, modified: modifiedProperties(old, after) }]
  world.audit(tenancy, { ...activity, operationType: 'Update', targets })
}

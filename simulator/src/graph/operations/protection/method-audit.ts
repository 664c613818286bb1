import { auditTarget } from '../../../world/audit-activities.ts'
import type { Entity } from '../../../world/model.ts'
import type { WriteContext } from '../../call.ts'

const VERBS = { registered: 'Add', updated: 'Update', deleted: 'Delete' } as const

/**
 * Writes that somebody's security info was changed, by themselves or by somebody else
 * (learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities, Authentication Methods).
 */
export function auditSecurityInfo(context: WriteContext, user: Entity, what: keyof typeof VERBS): void {
  const who = context.token.userObjectId === user.id ? 'User' : 'Admin'
  context.world.audit(context.tenancy, {
    activity: `${who} ${what} security info`,
    category: 'UserManagement',
    operationType: VERBS[what],
    service: 'Authentication Methods',
    targets: [auditTarget(user)],
  })
}

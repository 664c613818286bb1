import type { AccessObject } from '../../../world/protection/conditional-access.ts'
import type { WriteContext } from '../../call.ts'

const OPERATIONS = { Add: 'Add', Update: 'Update', Delete: 'Delete' } as const

/**
 * Writes that a policy or named location was added, changed or deleted, whole before and after
 * (learn.microsoft.com/entra/identity/conditional-access/troubleshoot-policy-changes-audit-log).
 */
export function auditAccess(
  context: WriteContext,
  verb: keyof typeof OPERATIONS,
  before: AccessObject | undefined,
  after: AccessObject | undefined,
): void {
  const object = after ?? before
  if (!object) return
  const isPolicy = object.kind === 'conditionalAccessPolicy'
  const told = (side: AccessObject | undefined) => side && JSON.stringify({ id: side.id, ...side.properties })
  context.world.audit(context.tenancy, {
    activity: `${verb} ${isPolicy ? 'Conditional Access policy' : 'named location'}`,
    category: 'Policy',
    operationType: OPERATIONS[verb],
    service: 'Conditional Access',
    targets: [
      {
        type: isPolicy ? 'Policy' : 'Other',
        id: object.id,
        displayName: String(object.properties.displayName),
        modified: [
          {
            name: isPolicy ? 'ConditionalAccessPolicy' : 'NamedLocation',
            before: told(before) ?? null,
            after: told(after) ?? null,
          },
        ],
      },
    ],
  })
}

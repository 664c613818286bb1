import { initiatedBy } from '../../../world/actor.ts'
import type { AuditRecord } from '../../../world/audit-log.ts'
import { type GraphContext, type Item, parameter } from '../../call.ts'
import { notFound } from '../../errors.ts'
import { PAGES } from '../../limits.ts'
import { list } from '../../listing.ts'
import type { Route } from '../../route.ts'
import { single } from '../single.ts'

/** One row of the audit log (learn.microsoft.com/graph/api/resources/directoryaudit). */
function auditItem(record: AuditRecord): Item {
  const properties = {
    id: record.id,
    activityDateTime: new Date(record.at).toISOString(),
    activityDisplayName: record.activity,
    additionalDetails: [],
    category: record.category,
    correlationId: record.correlationId,
    initiatedBy: initiatedBy(record.actor),
    loggedByService: record.service ?? 'Core Directory',
    operationType: record.operationType,
    result: 'success',
    resultReason: '',
    targetResources: record.targets.map(({ type, id, displayName, userPrincipalName, modified }) => ({
      displayName,
      groupType: type === 'Group' ? 'azureAD' : null,
      id,
      modifiedProperties: modified.map(({ name, before, after }) => ({
        displayName: name,
        newValue: after,
        oldValue: before,
      })),
      type,
      userPrincipalName: userPrincipalName ?? null,
    })),
  }
  return { id: record.id, kind: 'directoryAudit', properties }
}

function directoryAudits(context: GraphContext) {
  const records = context.tenancy.audits.newestFirst(context.world.now())
  return list(context, {
    sequence: { end: records.length, at: (i) => records[i] && auditItem(records[i]) },
    kind: 'directoryAudit',
    contextName: 'auditLogs/directoryAudits',
    defaultTop: PAGES.reports,
    maximumTop: PAGES.reports,
  })
}

function oneAudit(context: GraphContext) {
  const record = context.tenancy.audits.find(parameter(context))
  if (!record) throw notFound(parameter(context))
  return single(context, auditItem(record), 'auditLogs/directoryAudits')
}

/** learn.microsoft.com/graph/api/directoryaudit-list: newest first, pages of up to 1,000. */
export const directoryAuditRoutes: readonly Route[] = [
  { method: 'GET', template: '/auditLogs/directoryAudits', service: 'reports', answer: directoryAudits },
  { method: 'GET', template: '/auditLogs/directoryAudits/{directoryAudit-id}', service: 'reports', answer: oneAudit },
]

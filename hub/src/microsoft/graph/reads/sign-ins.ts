import type { GraphClient } from '../client.ts'
import type { ReadOptions } from '../pages.ts'
import { SignIn } from '../schemas/tenancy.ts'

/**
 * Sign-ins since an instant, newest first, 1,000 a page. Permission: AuditLog.Read.All and Directory.Read.All; Entra ID P1. Five requests in
 * ten seconds at most. learn.microsoft.com/graph/api/signin-list
 */
export const signIns = (graph: GraphClient, since: Date, options: ReadOptions & { from?: string } = {}) =>
  graph.page(
    {
      path: '/auditLogs/signIns',
      query: { $filter: `createdDateTime ge ${since.toISOString()}`, $top: 1_000 },
      schema: SignIn,
      resource: 'auditLogs/signIns',
    },
    options,
  )

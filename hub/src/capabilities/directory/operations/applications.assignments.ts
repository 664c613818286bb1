import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { InstantInput, pageInput, Uuid } from '../../../operation/schemas.ts'
import { ApplicationAssignmentPage } from '../model/application.ts'
import { assignedRole } from '../model/application-of.ts'
import { instant } from '../model/person-of.ts'
import { applicationsByIds, assignmentsOfApplication } from '../sql/applications.ts'
import { endOfPage, startOfPage } from './as-of-instant.ts'

/** Graph's words for who is assigned, in ours; whatever else may come is an application. */
const kindOf = (type: string): 'person' | 'group' | 'application' =>
  type === 'User' ? 'person' : type === 'Group' ? 'group' : 'application'

export const applicationAssignments = operation({
  name: 'applications.assignments',
  summary: 'Who is assigned to an application, in which role',
  kind: 'query',
  route: 'GET /v1/applications/{applicationId}/assignments',
  scope: 'directory:read',
  input: z.object({ ...pageInput, applicationId: Uuid, asOf: InstantInput.optional() }),
  output: ApplicationAssignmentPage,
  errors: ['not_found'],
  async run(context, input) {
    const { applicationId, limit } = input
    const filters = { applicationId, asOf: input.asOf }
    const page = await startOfPage(context, input, filters)
    const [application] = await context.reader.rows(applicationsByIds, { at: page.at, ids: [applicationId] })
    if (!application) throw notFound('application')
    const [afterName = null, afterId = null] = page.key
    const found = await context.reader.rows(assignmentsOfApplication, {
      at: page.at,
      resourceId: applicationId,
      afterName,
      afterId,
      limit: limit + 1,
    })
    const { rows, nextCursor } = endOfPage(context, found, limit, {
      asOf: page.asOf,
      filters,
      keyOf: (row) => [row.sort_name, row.assignment_id],
    })
    return {
      items: rows.map((row) => ({
        id: row.assignment_id,
        principalKind: kindOf(row.principal_type),
        principalId: row.principal_id,
        principalName: row.principal_name,
        role: assignedRole(application.app_roles, row.app_role_id),
        since: row.valid_from.toISOString(),
        createdDateTime: instant(row.created_date_time),
      })),
      nextCursor,
      asOf: page.asOf,
    }
  },
})

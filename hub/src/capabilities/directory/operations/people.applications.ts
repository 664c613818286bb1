import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { InstantInput, pageInput, Uuid } from '../../../operation/schemas.ts'
import { PersonApplicationPage } from '../model/application.ts'
import { assignedRole } from '../model/application-of.ts'
import { assignmentsOfPerson } from '../sql/applications.ts'
import { personById } from '../sql/people.ts'
import { endOfPage, startOfPage } from './as-of-instant.ts'

export const personApplications = operation({
  name: 'people.applications',
  summary: 'The applications that a person is assigned to, directly or by a group',
  kind: 'query',
  route: 'GET /v1/people/{personId}/applications',
  scope: 'directory:read',
  input: z.object({ ...pageInput, personId: Uuid, asOf: InstantInput.optional() }),
  output: PersonApplicationPage,
  errors: ['not_found'],
  async run(context, input) {
    const { personId, limit } = input
    const filters = { personId, asOf: input.asOf }
    const page = await startOfPage(context, input, filters)
    if (!(await context.reader.first(personById, { at: page.at, personId }))) throw notFound('person')
    const [afterName = null, afterId = null] = page.key
    const found = await context.reader.rows(assignmentsOfPerson, {
      at: page.at,
      personId,
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
        application: { id: row.resource_id, displayName: row.resource_name },
        role: assignedRole(row.app_roles, row.app_role_id),
        through: row.group_id === null ? null : { id: row.group_id, displayName: row.group_name },
        since: row.since.toISOString(),
      })),
      nextCursor,
      asOf: page.asOf,
    }
  },
})

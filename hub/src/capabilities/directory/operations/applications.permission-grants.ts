import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { InstantInput, pageInput, Uuid } from '../../../operation/schemas.ts'
import { PermissionGrantPage } from '../model/application.ts'
import { applicationsByIds, grantsOfApplication } from '../sql/applications.ts'
import { endOfPage, startOfPage } from './as-of-instant.ts'

export const applicationPermissionGrants = operation({
  name: 'applications.permission-grants',
  summary: 'The delegated permissions that an application was given, by an administrator for everyone or by one person',
  kind: 'query',
  route: 'GET /v1/applications/{applicationId}/permission-grants',
  scope: 'directory:read',
  input: z.object({ ...pageInput, applicationId: Uuid, asOf: InstantInput.optional() }),
  output: PermissionGrantPage,
  errors: ['not_found'],
  async run(context, input) {
    const { applicationId, limit } = input
    const filters = { applicationId, asOf: input.asOf }
    const page = await startOfPage(context, input, filters)
    if ((await context.reader.rows(applicationsByIds, { at: page.at, ids: [applicationId] })).length === 0)
      throw notFound('application')
    const [afterId = null] = page.key
    const found = await context.reader.rows(grantsOfApplication, {
      at: page.at,
      clientId: applicationId,
      afterId,
      limit: limit + 1,
    })
    const { rows, nextCursor } = endOfPage(context, found, limit, {
      asOf: page.asOf,
      filters,
      keyOf: (row) => [row.permission_grant_id],
    })
    return {
      items: rows.map((row) => ({
        id: row.permission_grant_id,
        consentType: row.consent_type === 'AllPrincipals' ? ('everyone' as const) : ('one_person' as const),
        person: row.principal_id === null ? null : { id: row.principal_id, displayName: row.principal_name },
        resource: { id: row.resource_id, displayName: row.resource_name },
        scopes: row.scope.split(' ').filter(Boolean),
        since: row.valid_from.toISOString(),
      })),
      nextCursor,
      asOf: page.asOf,
    }
  },
})

import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { InstantInput, Uuid } from '../../../operation/schemas.ts'
import { ApplicationDetail } from '../model/application.ts'
import { applicationOf } from '../model/application-of.ts'
import { applicationsByIds } from '../sql/applications.ts'
import { readAges } from '../sql/directory.ts'
import { countLinks } from '../sql/links.ts'
import { firstSeen } from '../sql/people.ts'
import { answeredInstant } from './as-of-instant.ts'

const countAssignments = countLinks('app_role_assignment', 'resource_id')
const countOwners = countLinks('service_principal_owner', 'service_principal_id')
const countGrants = countLinks('permission_grant', 'client_id')
const firstSeenApplication = firstSeen('service_principal', 'service_principal_id')

export const showApplication = operation({
  name: 'applications.show',
  summary: 'One enterprise application with how many are assigned to it',
  kind: 'query',
  route: 'GET /v1/applications/{applicationId}',
  scope: 'directory:read',
  input: z.object({ applicationId: Uuid, asOf: InstantInput.optional() }),
  output: ApplicationDetail,
  errors: ['not_found'],
  async run(context, { applicationId, asOf: requested }) {
    const { reader } = context
    const { at, asOf } = await answeredInstant(context, requested)
    const [row] = await reader.rows(applicationsByIds, { at, ids: [applicationId] })
    if (!row) throw notFound('application')
    const seen = await reader.first(firstSeenApplication, { id: applicationId })
    const age = (await reader.rows(readAges, {})).find(({ resource }) => resource === 'appRoleAssignments')
    return {
      application: applicationOf(row),
      assignments: (await reader.first(countAssignments, { at, ownId: applicationId }))?.count ?? 0,
      owners: (await reader.first(countOwners, { at, ownId: applicationId }))?.count ?? 0,
      permissionGrants: (await reader.first(countGrants, { at, ownId: applicationId }))?.count ?? 0,
      firstSeenAt: (seen?.first_seen ?? row.valid_from).toISOString(),
      assignmentsReadAt: age?.read_at.toISOString() ?? null,
      asOf,
    }
  },
})

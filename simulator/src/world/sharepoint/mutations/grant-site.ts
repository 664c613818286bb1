import { BadInput } from '../../input.ts'
import { textOf } from '../../model.ts'
import type { Mutation } from '../../mutations/mutation.ts'
import { ROLES } from '../grants.ts'
import { siteIn } from './place.ts'

export const grantSite: Mutation = {
  name: 'grant-site',
  summary: `Lets the application \`appId\`, which holds Sites.Selected, use \`site\`: \`role\` (${ROLES.join(', ')})`,
  apply({ tenancy }, input) {
    const site = siteIn(tenancy, input)
    const appId = input.text('appId').toLowerCase()
    const role = input.oneOf('role', ROLES, 'write')
    input.done()
    const principal = tenancy.findByKey('servicePrincipal', appId)
    if (!principal) throw new BadInput(`There is no application ${appId} in ${tenancy.profile.displayName}`)
    const { id } = site.grants.give(tenancy.profile.tenantId, appId, textOf(principal, 'displayName') ?? appId, [role])
    return { id, site: site.id }
  },
}

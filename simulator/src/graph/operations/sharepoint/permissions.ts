import { isObject, type Json, type Properties, textOf } from '../../../world/model.ts'
import { isSharePointAdministrator } from '../../../world/sharepoint/access.ts'
import { type Grant, type GrantRole, type Grants, readRoles } from '../../../world/sharepoint/grants.ts'
import type { Site } from '../../../world/sharepoint/site.ts'
import { type GraphAnswer, type GraphContext, noContent, parameter, type WriteContext } from '../../call.ts'
import { denied } from '../../errors.ts'
import type { Route } from '../../route.ts'
import { changing, FULL_CONTROL, itemIn, listIn, reading } from './access.ts'
import { collection, object } from './collection.ts'
import { invalidRequest, itemNotFound } from './errors.ts'
import { bodyOf } from './lists.ts'

/** What can be granted on, from the whole to the part: the template of its address, and its grants. */
const RESOURCES: readonly {
  readonly template: string
  readonly grants: (context: GraphContext, site: Site) => Grants
}[] = [
  { template: '/sites/{site-id}', grants: (_, site) => site.grants },
  { template: '/sites/{site-id}/lists/{list-id}', grants: (context, site) => site.grantsOf(listIn(context, site)) },
  {
    template: '/sites/{site-id}/lists/{list-id}/items/{listItem-id}',
    grants: (context, site) => {
      const list = listIn(context, site)
      return site.grantsOf(list, itemIn(context, list).id)
    },
  },
]

/** learn.microsoft.com/graph/api/resources/permission; a list of them leaves the roles out, as the service does. */
function shape({ id, appId, displayName, roles }: Grant, withRoles = true): { [name: string]: Json } {
  const identities = [{ application: { displayName, id: appId } }]
  return {
    id,
    ...(withRoles ? { roles: [...roles] } : {}),
    grantedToIdentitiesV2: identities,
    grantedToIdentities: identities,
  }
}

/** Only who administers SharePoint grants for somebody signed in (site-post-permissions). */
function requireAdministrator({ tenancy, token }: GraphContext): void {
  if (token.isAppOnly) return
  const user = tenancy.findOf('user', token.userObjectId ?? '')
  if (!user || !isSharePointAdministrator(tenancy, user)) throw denied('sharePoint')
}

function rolesIn({ roles }: Properties): GrantRole[] {
  const read = readRoles(roles)
  if (!read) throw invalidRequest('One of the provided arguments is not acceptable.')
  return read
}

/** The one application that a body names, under whichever of the property's names. */
function granteeIn(context: GraphContext, body: Properties): { appId: string; displayName: string } {
  const lists = [body.grantedToIdentitiesV2, body.grantedToIdentities, [body.grantedToV2 ?? body.grantedTo ?? null]]
  const sets = lists.find((list) => Array.isArray(list) && list.some(isObject))
  const [first] = Array.isArray(sets) ? sets : []
  const application = isObject(first) ? first.application : undefined
  if (!isObject(application) || typeof application.id !== 'string')
    throw invalidRequest('Only applications can be granted permissions on a site.')
  const principal = context.tenancy.findByKey('servicePrincipal', application.id)
  const known = (principal && textOf(principal, 'displayName')) ?? application.id
  const displayName = typeof application.displayName === 'string' ? application.displayName : known
  return { appId: application.id.toLowerCase(), displayName }
}

function routesOf({ template, grants }: (typeof RESOURCES)[number]): Route[] {
  const all = `${template}/permissions`
  const one = `${all}/{permission-id}`
  const grantIn = (context: GraphContext, site: Site) => {
    const grant = grants(context, site).find(parameter(context, context.parameters.length - 1))
    if (!grant) throw itemNotFound()
    return grant
  }
  const answer = (context: GraphContext, grant: Grant, status?: number): GraphAnswer =>
    object(context, `${all.slice(1)}/$entity`, shape(grant), status)
  return [
    reading(
      all,
      (context, site) =>
        collection(context, {
          rows: grants(context, site),
          shape: (grant) => shape(grant, false),
          contextName: all.slice(1),
        }),
      {},
      FULL_CONTROL,
    ),
    changing(FULL_CONTROL, { method: 'POST', template: all }, (context: WriteContext, site) => {
      requireAdministrator(context)
      const body = bodyOf(context)
      const { appId, displayName } = granteeIn(context, body)
      const roles = rolesIn(body)
      return answer(
        context,
        grants(context, site).give(context.tenancy.profile.tenantId, appId, displayName, roles),
        201,
      )
    }),
    reading(one, (context, site) => answer(context, grantIn(context, site)), {}, FULL_CONTROL),
    changing(FULL_CONTROL, { method: 'PATCH', template: one }, (context, site) => {
      requireAdministrator(context)
      const grant = grantIn(context, site)
      grant.roles = rolesIn(bodyOf(context))
      return answer(context, grant)
    }),
    changing(FULL_CONTROL, { method: 'DELETE', template: one }, (context, site) => {
      requireAdministrator(context)
      grants(context, site).take(grantIn(context, site))
      return noContent()
    }),
  ]
}

/** What single applications may do: learn.microsoft.com/graph/api/site-list-permissions, -post-permissions, -get-permission, … */
export const sitePermissionRoutes: readonly Route[] = RESOURCES.flatMap(routesOf)

import { grantScopes, grantStands } from '../../../world/assignments.ts'
import { type Entity, isObject, type Json, listOf, textOf } from '../../../world/model.ts'
import { type GraphAnswer, type GraphContext, noContent, parameter, type WriteContext } from '../../call.ts'
import { delta } from '../../delta/delta.ts'
import { badRequest, GraphError, notFound } from '../../errors.ts'
import { list, storeSequence } from '../../listing.ts'
import type { Route } from '../../route.ts'
import { single } from '../single.ts'
import { bodyOf, created, invalidValue, propertiesSent, refuseReadOnly, requireValues } from './body.ts'
import { needRight } from './caller.ts'

const SET = 'oauth2PermissionGrants'
const FIXED: ReadonlySet<string> = new Set(['clientId', 'consentType', 'id', 'principalId', 'resourceId'])

function grant(context: GraphContext): Entity {
  const found = context.tenancy.findOf('oauth2PermissionGrant', parameter(context))
  if (!found || !grantStands(context.tenancy, found)) throw notFound(parameter(context))
  return found
}

/** learn.microsoft.com/graph/api/oauth2permissiongrant-post: one grant for each client, resource and person (or everyone). */
function create(context: WriteContext): GraphAnswer {
  const { tenancy } = context
  needRight(context, 'grantDelegatedPermissions')
  const sent = propertiesSent(bodyOf(context))
  requireValues(sent, ['clientId', 'consentType', 'resourceId', 'scope'], 'OAuth2PermissionGrant')
  if (sent.consentType !== 'AllPrincipals' && sent.consentType !== 'Principal')
    throw invalidValue('consentType', 'OAuth2PermissionGrant')
  if (sent.consentType === 'Principal') requireValues(sent, ['principalId'], 'OAuth2PermissionGrant')
  else if (typeof sent.principalId === 'string') throw invalidValue('principalId', 'OAuth2PermissionGrant')
  const client = objectOf(context, sent.clientId, 'servicePrincipal')
  const resource = objectOf(context, sent.resourceId, 'servicePrincipal')
  const person = sent.consentType === 'Principal' ? objectOf(context, sent.principalId, 'user') : undefined
  const scopes = scopesOf(sent.scope)
  checkScopes(resource, scopes)
  if (isGranted(context, client, resource, person))
    throw new GraphError(409, 'Request_MultipleObjectsWithSameKeyValue', 'Permission entry already exists.')
  return created(context, grantScopes(tenancy, client, resource, scopes, person), SET)
}

function objectOf({ tenancy }: GraphContext, id: Json | undefined, kind: 'servicePrincipal' | 'user'): Entity {
  const found = tenancy.findOf(kind, String(id).toLowerCase())
  if (!found) throw notFound(String(id))
  return found
}

const scopesOf = (scope: Json | undefined): string[] =>
  String(scope ?? '')
    .split(' ')
    .filter(Boolean)

/** A resource that lists its delegated permissions grants no others; the ones of OpenID Connect are everybody's. */
function checkScopes(resource: Entity, scopes: readonly string[]): void {
  const offered = listOf(resource, 'oauth2PermissionScopes').flatMap((scope) =>
    isObject(scope) && typeof scope.value === 'string' ? [scope.value] : [],
  )
  const known = new Set([...offered, 'openid', 'profile', 'email', 'offline_access'])
  const unknown = offered.length === 0 ? undefined : scopes.find((scope) => !known.has(scope))
  if (unknown !== undefined) throw badRequest(`The scope '${unknown}' is not offered by the resource.`)
}

function isGranted({ tenancy }: GraphContext, client: Entity, resource: Entity, person: Entity | undefined): boolean {
  return [...tenancy.grantsOf.from(client.id)].some((id) => {
    const present = tenancy.find(id)
    return (
      present !== undefined &&
      textOf(present, 'resourceId') === resource.id &&
      textOf(present, 'principalId') === (person?.id ?? null)
    )
  })
}

/** learn.microsoft.com/graph/api/oauth2permissiongrant-update: only the scopes can change. */
function update(context: WriteContext): GraphAnswer {
  const found = grant(context)
  needRight(context, 'grantDelegatedPermissions')
  const sent = propertiesSent(bodyOf(context))
  refuseReadOnly(sent, FIXED)
  const scopes = scopesOf(sent.scope)
  const resource = context.tenancy.find(textOf(found, 'resourceId') ?? '')
  if (resource) checkScopes(resource, scopes)
  context.tenancy.update(found, { scope: scopes.join(' ') })
  return noContent()
}

function remove(context: WriteContext): GraphAnswer {
  const found = grant(context)
  needRight(context, 'grantDelegatedPermissions')
  context.tenancy.purge(found)
  return noContent()
}

/** Delegated permissions that were granted: learn.microsoft.com/graph/api/resources/oauth2permissiongrant. */
export const permissionGrantRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/oauth2PermissionGrants',
    answer: (context) =>
      list(context, {
        sequence: storeSequence(context.tenancy, 'oauth2PermissionGrant'),
        kind: 'oauth2PermissionGrant',
        contextName: SET,
      }),
  },
  { method: 'POST', template: '/oauth2PermissionGrants', write: create },
  {
    method: 'GET',
    template: '/oauth2PermissionGrants/delta',
    answer: (context) => delta(context, 'oauth2PermissionGrant', SET),
  },
  {
    method: 'GET',
    template: '/oauth2PermissionGrants/{oAuth2PermissionGrant-id}',
    answer: (context) => single(context, grant(context), SET),
  },
  { method: 'PATCH', template: '/oauth2PermissionGrants/{oAuth2PermissionGrant-id}', write: update },
  { method: 'DELETE', template: '/oauth2PermissionGrants/{oAuth2PermissionGrant-id}', write: remove },
]

import { nameBeforeDeletion } from '../../../world/deleted-name.ts'
import { type Entity, isObject, type Kind, listOf, textOf } from '../../../world/model.ts'
import { type GraphAnswer, type GraphContext, noContent, parameter, type WriteContext } from '../../call.ts'
import { denied, GraphError, notFound } from '../../errors.ts'
import { arraySequence, list } from '../../listing.ts'
import type { Route } from '../../route.ts'
import { single } from '../single.ts'
import { needApplicationWrite } from './application-rights.ts'
import { needReach, needRight } from './caller.ts'
import { needGroupWrite } from './group-links.ts'
import { checkUserPrincipalName } from './user-properties.ts'
import { nameInUse } from './write-service-principal.ts'

/** What the recycle bin keeps, and the permissions that open each type (directory-deleteditems-restore and -delete). */
const WRITERS: { readonly [kind in Kind]?: readonly string[] } = {
  user: [
    'User.DeleteRestore.All',
    'User.ReadWrite.All',
    'User.ReadWrite.CrossCloud',
    'AgentIdUser.ReadWrite.All',
    'AgentIdUser.ReadWrite.IdentityParentedBy',
    'Directory.ReadWrite.All',
    'Directory.AccessAsUser.All',
  ],
  group: ['Group.ReadWrite.All', 'Directory.ReadWrite.All', 'Directory.AccessAsUser.All'],
  application: ['Application.ReadWrite.All', 'Application.ReadWrite.OwnedBy', 'Directory.ReadWrite.All'],
  servicePrincipal: ['Application.ReadWrite.All', 'Application.ReadWrite.OwnedBy', 'Directory.ReadWrite.All'],
  administrativeUnit: ['AdministrativeUnit.ReadWrite.All', 'Directory.ReadWrite.All'],
}
const UNIT_READERS = ['AdministrativeUnit.Read.All', 'AdministrativeUnit.ReadWrite.All', 'Directory.Read.All']

function binned(context: GraphContext, kind: Kind): GraphAnswer {
  const items = [...context.tenancy.bin].filter((entity) => entity.kind === kind)
  const contextName = `directory/deletedItems/microsoft.graph.${kind}`
  return list(context, { sequence: arraySequence(items), kind, contextName })
}

function deletedItem(context: GraphContext): Entity {
  const found = context.tenancy.findAny(parameter(context).toLowerCase())
  if (found?.state !== 'deleted') throw notFound(parameter(context))
  return found
}

/** Throws 403 when the caller may not delete for good, or bring back, an object of this type. */
function needWrite(context: GraphContext, entity: Entity): void {
  const held = context.token.isAppOnly ? context.token.roles : context.token.scopes
  if (!WRITERS[entity.kind]?.some((name) => held.includes(name))) throw denied()
  if (entity.kind === 'user') {
    needRight(context, 'deleteUser')
    needReach(context, entity)
  }
  if (entity.kind === 'group') needGroupWrite(context, entity, 'deleteGroup')
  if (entity.kind === 'application' || entity.kind === 'servicePrincipal') needApplicationWrite(context, entity)
  if (entity.kind === 'administrativeUnit') needRight(context, 'manageAdministrativeUnit')
}

function deleteForGood(context: WriteContext): GraphAnswer {
  const entity = deletedItem(context)
  needWrite(context, entity)
  context.tenancy.purge(entity)
  return noContent()
}

/** learn.microsoft.com/graph/api/directory-deleteditems-restore: with its memberships, assignments and owners. */
function restore(context: WriteContext): GraphAnswer {
  const { tenancy } = context
  const entity = deletedItem(context)
  needWrite(context, entity)
  const name = entity.kind === 'user' ? nameFor(context, entity) : undefined
  const appId = textOf(entity, 'appId')
  if (entity.kind === 'servicePrincipal' && appId !== null && tenancy.findByKey('servicePrincipal', appId))
    throw nameInUse(appId)
  tenancy.restore(entity)
  if (name !== undefined) tenancy.update(entity, name)
  return single(context, entity, 'directoryObjects', true)
}

/**
 * What a person is called when they come back. When somebody else has the name or an address by now, the restore is refused
 * unless another name is given, or the addresses are to be reconciled.
 */
function nameFor(context: WriteContext, user: Entity): { userPrincipalName: string; proxyAddresses?: string[] } {
  const { tenancy } = context
  const body = isObject(context.call.body) ? context.call.body : {}
  const before = nameBeforeDeletion(user.id, textOf(user, 'userPrincipalName') ?? '')
  const given = body.newUserPrincipalName
  if (typeof given === 'string') checkUserPrincipalName(context, given, user)
  const reconciles = body.autoReconcileProxyConflict === true
  const wanted = typeof given === 'string' ? given : before
  const taken = tenancy.findByKey('user', wanted) !== undefined
  if (taken && !reconciles) throw conflict('userPrincipalName')
  const own = listOf(user, 'proxyAddresses').map(String)
  const free = own.filter((address) => !addressIsTaken(context, address))
  if (free.length < own.length && !reconciles) throw conflict('proxyAddresses')
  const userPrincipalName = taken ? freeName(context, wanted) : wanted
  return free.length < own.length ? { userPrincipalName, proxyAddresses: free } : { userPrincipalName }
}

function conflict(name: string): GraphError {
  const message = `Another object with the same value for property ${name} already exists.`
  return new GraphError(409, 'Request_MultipleObjectsWithSameKeyValue', message)
}

function addressIsTaken({ tenancy }: GraphContext, address: string): boolean {
  const wanted = address.toLowerCase()
  for (const user of tenancy.store('user'))
    if (user.state === 'live' && listOf(user, 'proxyAddresses').some((one) => String(one).toLowerCase() === wanted))
      return true
  return false
}

function freeName({ tenancy }: GraphContext, taken: string): string {
  const [alias, domain] = taken.split('@')
  for (let n = 1; ; n++) {
    const name = `${alias}${n}@${domain}`
    if (!tenancy.findByKey('user', name)) return name
  }
}

/** The recycle bin, which keeps what was deleted for 30 days: learn.microsoft.com/graph/api/resources/directory. */
export const deletedItemRoutes: readonly Route[] = [
  ...(['user', 'group', 'application', 'servicePrincipal'] as const).map((kind) => ({
    method: 'GET' as const,
    template: `/directory/deletedItems/microsoft.graph.${kind}`,
    answer: (context: GraphContext) => binned(context, kind),
  })),
  {
    method: 'GET',
    template: '/directory/deletedItems/microsoft.graph.administrativeUnit',
    permissions: { application: UNIT_READERS, delegated: UNIT_READERS },
    response: '#/$defs/microsoft.graph.administrativeUnit!collection',
    answer: (context) => binned(context, 'administrativeUnit'),
  },
  {
    method: 'GET',
    template: '/directory/deletedItems/{directoryObject-id}',
    answer: (context) => single(context, deletedItem(context), 'directory/deletedItems', true),
  },
  { method: 'DELETE', template: '/directory/deletedItems/{directoryObject-id}', write: deleteForGood },
  { method: 'POST', template: '/directory/deletedItems/{directoryObject-id}/restore', write: restore },
]

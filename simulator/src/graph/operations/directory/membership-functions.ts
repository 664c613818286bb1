import type { Entity, Json } from '../../../world/model.ts'
import type { GraphAnswer, GraphContext } from '../../call.ts'
import { parameter } from '../../call.ts'
import { badRequest, GraphError, notFound } from '../../errors.ts'
import { contextUrl } from '../../listing.ts'
import type { Accepted, Route } from '../../route.ts'
import { reached } from '../related.ts'
import { named } from '../single.ts'
import { bodyOf } from './body.ts'

/** learn.microsoft.com/graph/api/directoryobject-checkmembergroups: at most 20 ids. */
const CHECKED = 20
/** learn.microsoft.com/graph/api/directoryobject-getmembergroups and -getmemberobjects: how many a result may hold. */
const MOST = { getMemberGroups: 11_000, getMemberObjects: 2_048 }

const same = (...names: string[]): Accepted => ({ application: names, delegated: names })

/** Ibid., Permissions. */
const READERS = {
  users: same('User.Read.All', 'GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All', 'User.ReadWrite.All'),
  groups: same('GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All', 'Group.ReadWrite.All'),
  servicePrincipals: same('Application.Read.All', 'Directory.Read.All', 'Application.ReadWrite.All'),
  directoryObjects: same('Directory.Read.All', 'Directory.ReadWrite.All'),
}

const KINDS = { users: 'user', groups: 'group', servicePrincipals: 'servicePrincipal' } as const

function subject(context: GraphContext, set: keyof typeof READERS): Entity {
  if (set !== 'directoryObjects') return named(context, KINDS[set])
  const found = context.tenancy.find(parameter(context).toLowerCase())
  if (!found) throw notFound(parameter(context))
  return found
}

function ids(context: GraphContext, value: Json[]): GraphAnswer {
  return { status: 200, headers: {}, body: { '@odata.context': contextUrl(context, 'Collection(Edm.String)'), value } }
}

function get(context: GraphContext, member: Entity, name: keyof typeof MOST): GraphAnswer {
  const { securityEnabledOnly } = bodyOf(context)
  if (typeof securityEnabledOnly !== 'boolean')
    throw badRequest("The property 'securityEnabledOnly' is required: true or false.")
  if (securityEnabledOnly && member.kind === 'group' && name === 'getMemberObjects')
    throw badRequest('securityEnabledOnly cannot be true for a group.')
  const found = reached(context.tenancy, 'to', member).filter(
    (container) =>
      (name === 'getMemberObjects' || container.kind === 'group') &&
      (!securityEnabledOnly || container.kind !== 'group' || container.properties.securityEnabled === true),
  )
  if (found.length > MOST[name])
    throw new GraphError(403, 'Directory_ResultSizeLimitExceeded', 'The result is too large to be returned.')
  return ids(
    context,
    found.map(({ id }) => id),
  )
}

function check(context: GraphContext, member: Entity, field: 'groupIds' | 'ids'): GraphAnswer {
  const asked = bodyOf(context)[field]
  if (!Array.isArray(asked)) throw badRequest(`The property '${field}' is required: a list of ids.`)
  if (asked.length > CHECKED) throw badRequest(`The number of ${field} must not exceed ${CHECKED}.`)
  const within = reached(context.tenancy, 'to', member).filter(({ kind }) => field === 'ids' || kind === 'group')
  const known = new Set(within.map(({ id }) => id))
  return ids(
    context,
    asked.filter((id) => known.has(String(id).toLowerCase())),
  )
}

/** What an object is in, transitively: learn.microsoft.com/graph/api/directoryobject-getmembergroups and its sisters. */
export const membershipRoutes: readonly Route[] = (
  ['users', 'groups', 'servicePrincipals', 'directoryObjects'] as const
).flatMap((set) => {
  const route = (name: string, answer: (context: GraphContext, member: Entity) => GraphAnswer) => ({
    method: 'POST' as const,
    template: `/${set}/{${set === 'directoryObjects' ? 'directoryObject' : KINDS[set]}-id}/${name}`,
    permissions: READERS[set],
    answer: (context: GraphContext) => answer(context, subject(context, set)),
  })
  return [
    route('getMemberGroups', (context, member) => get(context, member, 'getMemberGroups')),
    route('getMemberObjects', (context, member) => get(context, member, 'getMemberObjects')),
    route('checkMemberGroups', (context, member) => check(context, member, 'groupIds')),
    route('checkMemberObjects', (context, member) => check(context, member, 'ids')),
  ]
})

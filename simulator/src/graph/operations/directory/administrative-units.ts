import { isoSeconds } from '../../../world/clock.ts'
import type { Kind } from '../../../world/model.ts'
import { type GraphAnswer, type GraphContext, noContent, parameter, type WriteContext } from '../../call.ts'
import { delta } from '../../delta/delta.ts'
import { badRequest, denied } from '../../errors.ts'
import { list, storeSequence } from '../../listing.ts'
import type { Route } from '../../route.ts'
import { referencedBy } from '../references.ts'
import { targetsOf } from '../related.ts'
import { named, single } from '../single.ts'
import { bodyOf, created, invalidValue, propertiesSent, refuseReadOnly, requireValues } from './body.ts'
import { needRight } from './caller.ts'
import { linkedObject } from './group-links.ts'

const SET = 'directory/administrativeUnits'
const READ_ONLY: ReadonlySet<string> = new Set(['id', 'deletedDateTime'])
const MEMBER_KINDS: readonly Kind[] = ['user', 'group', 'device']

const unit = (context: GraphContext) => named(context, 'administrativeUnit')

function sentProperties(context: WriteContext) {
  needRight(context, 'manageAdministrativeUnit')
  const sent = propertiesSent(bodyOf(context))
  refuseReadOnly(sent, READ_ONLY)
  if (sent.displayName === '' || sent.displayName === null) throw invalidValue('displayName', 'AdministrativeUnit')
  if (sent.visibility !== undefined && sent.visibility !== null && sent.visibility !== 'HiddenMembership')
    throw invalidValue('visibility', 'AdministrativeUnit')
  if (sent.membershipType === 'Dynamic')
    throw badRequest('Administrative units with dynamic membership are not simulated; leave out membershipType.')
  return sent
}

function create(context: WriteContext): GraphAnswer {
  const sent = sentProperties(context)
  requireValues(sent, ['displayName'], 'AdministrativeUnit')
  const properties = { description: null, visibility: null, ...sent }
  return created(context, context.tenancy.insert('administrativeUnit', context.random.guid(), properties), SET)
}

function update(context: WriteContext): GraphAnswer {
  const target = unit(context)
  const sent = sentProperties(context)
  const { isMemberManagementRestricted } = sent
  if (isMemberManagementRestricted !== undefined)
    throw badRequest(
      "Property 'isMemberManagementRestricted' cannot be changed after the administrative unit is created.",
    )
  context.tenancy.update(target, sent)
  return noContent()
}

function remove(context: WriteContext): GraphAnswer {
  const target = unit(context)
  needRight(context, 'manageAdministrativeUnit')
  context.tenancy.remove(target, isoSeconds(context.now))
  return noContent()
}

function addMember(context: WriteContext): GraphAnswer {
  const target = unit(context)
  needUnitWrite(context)
  const member = referencedBy(context, MEMBER_KINDS)
  if (!context.tenancy.link('members', target, member))
    throw badRequest(
      "One or more added object references already exist for the following modified properties: 'members'.",
    )
  return noContent()
}

function removeMember(context: WriteContext): GraphAnswer {
  const target = unit(context)
  needUnitWrite(context)
  context.tenancy.unlink('members', target, linkedObject(context, target, 'members', parameter(context, 1)))
  return noContent()
}

/** Permissions on groups open only the creation of groups in a unit, which goes another way (administrativeunit-post-members). */
function needUnitWrite(context: WriteContext): void {
  const { token } = context
  const held = token.isAppOnly ? token.roles : token.scopes
  const opening = ['AdministrativeUnit.ReadWrite.All', 'Directory.ReadWrite.All', 'Directory.AccessAsUser.All']
  if (!opening.some((name) => held.includes(name))) throw denied()
  needRight(context, 'manageAdministrativeUnit')
}

/** Administrative units: learn.microsoft.com/graph/api/resources/administrativeunit. */
export const administrativeUnitRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/directory/administrativeUnits',
    answer: (context) =>
      list(context, {
        sequence: storeSequence(context.tenancy, 'administrativeUnit'),
        kind: 'administrativeUnit',
        contextName: SET,
      }),
  },
  { method: 'POST', template: '/directory/administrativeUnits', write: create },
  {
    method: 'GET',
    template: '/directory/administrativeUnits/delta',
    answer: (context) => delta(context, 'administrativeUnit', SET),
  },
  {
    method: 'GET',
    template: '/directory/administrativeUnits/{administrativeUnit-id}',
    answer: (context) => single(context, unit(context), SET),
  },
  { method: 'PATCH', template: '/directory/administrativeUnits/{administrativeUnit-id}', write: update },
  { method: 'DELETE', template: '/directory/administrativeUnits/{administrativeUnit-id}', write: remove },
  {
    method: 'GET',
    template: '/directory/administrativeUnits/{administrativeUnit-id}/members',
    answer: (context) => targetsOf(context, 'members', unit(context)),
  },
  {
    method: 'POST',
    template: '/directory/administrativeUnits/{administrativeUnit-id}/members/$ref',
    write: addMember,
  },
  {
    method: 'DELETE',
    template: '/directory/administrativeUnits/{administrativeUnit-id}/members/{directoryObject-id}/$ref',
    write: removeMember,
  },
]

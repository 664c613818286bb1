import { assign, DEFAULT_ROLE } from '../assignments.ts'
import { isoSeconds } from '../clock.ts'
import { DEPARTMENTS } from '../generate/company.ts'
import { personName } from '../generate/names.ts'
import { type Entity, isDynamic, isObject, type Json, type Kind, listOf, textOf } from '../model.ts'
import { hirePerson } from './hire.ts'
import { movePerson } from './move.ts'
import type { Mutation, MutationContext } from './mutation.ts'

type Change = { [name: string]: Json } | undefined

/** What happens in a company in a week, with how often it does. */
const HAPPENINGS: readonly { weight: number; what: string; happen: (context: MutationContext) => Change }[] = [
  { weight: 12, what: 'rename', happen: marry },
  { weight: 16, what: 'move', happen: changeDepartment },
  { weight: 12, what: 'hire', happen: join },
  { weight: 8, what: 'leave', happen: quit },
  { weight: 20, what: 'add-to-group', happen: joinGroup },
  { weight: 14, what: 'remove-from-group', happen: leaveGroup },
  { weight: 8, what: 'assign-app', happen: getApp },
  { weight: 5, what: 'unassign-app', happen: loseApp },
  { weight: 5, what: 'block', happen: blockOrUnblock },
]

export const random: Mutation = {
  name: 'random',
  summary: '`count` changes of a realistic mix, repeatable from the seed; answers what it did',
  apply(context, input) {
    const count = input.count('count', 1, 100_000, 1)
    input.done()
    const changes: Json[] = []
    for (let tries = 0; changes.length < count && tries < count * 20; tries++) {
      const chosen = draw(context)
      const change = chosen.happen(context)
      if (change) changes.push({ what: chosen.what, ...change })
    }
    return { count: changes.length, changes }
  },
}

function draw({ random }: MutationContext): (typeof HAPPENINGS)[number] {
  let ticket = random.below(HAPPENINGS.reduce((sum, happening) => sum + happening.weight, 0))
  for (const happening of HAPPENINGS) {
    if (ticket < happening.weight) return happening
    ticket -= happening.weight
  }
  return random.pick(HAPPENINGS)
}

/** A live object of a kind at random, or undefined when a few tries find none that fits. */
function some(
  { tenancy, random }: MutationContext,
  kind: Kind,
  fits: (entity: Entity) => boolean = () => true,
): Entity | undefined {
  const store = tenancy.store(kind)
  for (let tries = 0; tries < 25 && store.end > 0; tries++) {
    const entity = store.at(random.below(store.end))
    if (entity?.state === 'live' && fits(entity)) return entity
  }
  return undefined
}

const isEmployee = (user: Entity) => typeof user.properties.employeeId === 'string'
const takesMembers = (group: Entity) => !isDynamic(group)

function marry(context: MutationContext): Change {
  const user = some(context, 'user', isEmployee)
  if (!user) return undefined
  const { family } = personName(context.random)
  context.tenancy.update(user, { surname: family, displayName: `${textOf(user, 'givenName')} ${family}` })
  return { id: user.id, surname: family }
}

function changeDepartment(context: MutationContext): Change {
  const user = some(context, 'user', isEmployee)
  const department = context.random.pick(DEPARTMENTS)
  if (!user || user.properties.department === department.name) return undefined
  movePerson(context.tenancy, user, { department })
  return { id: user.id, department: department.name }
}

function join({ tenancy, random, now }: MutationContext): Change {
  return { id: hirePerson(tenancy, random, now, {}).id }
}

function quit(context: MutationContext): Change {
  const user = some(context, 'user', isEmployee)
  if (!user) return undefined
  const { tenancy, now } = context
  tenancy.update(user, { accountEnabled: false, employeeLeaveDateTime: isoSeconds(now) })
  if (context.random.chance(0.6)) tenancy.remove(user, isoSeconds(now))
  return { id: user.id, deleted: user.state === 'deleted' }
}

function joinGroup(context: MutationContext): Change {
  const group = some(context, 'group', takesMembers)
  const user = some(context, 'user')
  if (!group || !user || !context.tenancy.link('members', group, user)) return undefined
  return { group: group.id, member: user.id }
}

function leaveGroup(context: MutationContext): Change {
  const { tenancy, random } = context
  const group = some(context, 'group', takesMembers)
  const members = group ? [...tenancy.relations.members.from(group.id)] : []
  const member = members.length > 0 ? tenancy.find(random.pick(members)) : undefined
  if (!group || !member || !tenancy.unlink('members', group, member)) return undefined
  return { group: group.id, member: member.id }
}

function getApp(context: MutationContext): Change {
  const user = some(context, 'user')
  const resource = some(context, 'servicePrincipal', (p) => p.properties.servicePrincipalType === 'Application')
  if (!user || !resource || resource.properties.displayName === 'Microsoft Graph') return undefined
  const role = listOf(resource, 'appRoles')[0]
  const roleId = isObject(role) && typeof role.id === 'string' ? role.id : DEFAULT_ROLE
  return { id: assign(context.tenancy, user, resource, roleId, context.now).id, principal: user.id }
}

function loseApp(context: MutationContext): Change {
  const assignment = some(context, 'appRoleAssignment', (a) => a.properties.principalType === 'User')
  if (!assignment) return undefined
  context.tenancy.purge(assignment)
  return { id: assignment.id }
}

function blockOrUnblock(context: MutationContext): Change {
  const user = some(context, 'user', isEmployee)
  if (!user) return undefined
  const accountEnabled = user.properties.accountEnabled !== true
  context.tenancy.update(user, { accountEnabled })
  return { id: user.id, accountEnabled }
}

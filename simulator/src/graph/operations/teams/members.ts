import { isDynamic } from '../../../world/model.ts'
import { type Membership, teamMembers } from '../../../world/teams/members.ts'
import type { Team } from '../../../world/teams/team.ts'
import { tell } from '../../../world/teams/telling.ts'
import { type GraphContext, noContent, parameter, type WriteContext } from '../../call.ts'
import type { Route } from '../../route.ts'
import { bodyOf, forbidden, invalid, missing } from './body.ts'
import { boundMember, checkRoles, rolesIn } from './bound-member.ts'
import { memberAnswer, membersAnswer } from './member-answers.ts'
import { CHANGE_MEMBERS, READ_MEMBERS } from './permissions.ts'
import { keepToActive, keepToOwners, keepToTeam, teamOf } from './places.ts'

const contextName = ({ id }: Team) => `teams('${id}')/members`

function members(context: GraphContext) {
  const { team } = teamOf(context)
  keepToTeam(context, team)
  return membersAnswer(context, teamMembers(context.tenancy, team.id), contextName(team))
}

function memberOf(context: GraphContext, team: Team): Membership {
  const id = parameter(context, 1)
  for (const member of teamMembers(context.tenancy, team.id)) if (member.id === id) return member
  throw missing(`No member found with id ${id}`)
}

function one(context: GraphContext) {
  const { team } = teamOf(context)
  keepToTeam(context, team)
  return memberAnswer(context, memberOf(context, team), contextName(team))
}

/** The team whose members may be changed: not archived, not ruled by a membership rule. */
function changeable(context: GraphContext): ReturnType<typeof teamOf> {
  const found = teamOf(context)
  keepToOwners(context, found.team)
  keepToActive(found.team)
  if (isDynamic(found.group)) throw forbidden('The membership of the team is dynamic: its rule decides who is in it.')
  return found
}

/** learn.microsoft.com/graph/api/team-post-members: whoever is in the team already gets the roles. */
function add(context: WriteContext) {
  const { team, group } = changeable(context)
  const member = boundMember(context, bodyOf(context))
  checkRoles(member)
  mayGive(context, member.roles)
  const { user, roles } = member
  context.tenancy.link('members', group, user)
  if (roles.includes('owner')) context.tenancy.link('owners', group, user)
  const added = find(context, team, user.id)
  tell(context, 'created', told(team, added))
  return { ...memberAnswer(context, added, contextName(team)), status: 201 }
}

/** learn.microsoft.com/graph/api/team-update-members */
function update(context: WriteContext) {
  const { team, group } = changeable(context)
  const member = memberOf(context, team)
  const roles = rolesIn(bodyOf(context))
  const user = context.tenancy.findOf('user', member.userId)
  if (!user) throw missing(`No member found with id ${member.id}`)
  checkRoles({ user, roles })
  mayGive(context, [...roles, ...member.roles])
  if (roles.includes('owner')) context.tenancy.link('owners', group, user)
  else {
    keepOwner(context, team, member)
    context.tenancy.unlink('owners', group, user)
  }
  const changed = find(context, team, user.id)
  tell(context, 'updated', told(team, changed))
  return memberAnswer(context, changed, contextName(team))
}

/** learn.microsoft.com/graph/api/team-delete-members */
function remove(context: WriteContext) {
  const { team, group } = changeable(context)
  const member = memberOf(context, team)
  mayGive(context, member.roles)
  keepOwner(context, team, member)
  const user = context.tenancy.findOf('user', member.userId)
  if (!user) throw missing(`No member found with id ${member.id}`)
  context.tenancy.unlink('members', group, user)
  context.tenancy.unlink('owners', group, user)
  for (const { roster } of team.channels.values()) roster?.delete(user.id)
  tell(context, 'deleted', told(team, member))
  return noContent()
}

const told = (team: Team, { id }: Membership) => ({
  resource: `teams/${team.id}/members/${id}`,
  type: 'conversationMember' as const,
  id,
})

/** TeamMember.ReadWriteNonOwnerRole.All stops at owners (permissions-reference). */
function mayGive({ token }: GraphContext, roles: readonly string[]): void {
  const held = [...token.roles, ...token.scopes]
  const isEnough = held.includes('TeamMember.ReadWrite.All') || held.includes('Group.ReadWrite.All')
  if (roles.includes('owner') && !isEnough)
    throw forbidden('TeamMember.ReadWriteNonOwnerRole.All does not allow to add, change or remove owners.')
}

function keepOwner({ tenancy }: GraphContext, team: Team, member: Membership): void {
  const owners = Array.from(teamMembers(tenancy, team.id)).filter(({ roles }) => roles.includes('owner'))
  if (owners.length === 1 && owners[0]?.userId === member.userId)
    throw invalid('The last owner of a team cannot be removed.')
}

function find({ tenancy }: GraphContext, team: Team, userId: string): Membership {
  for (const member of teamMembers(tenancy, team.id)) if (member.userId === userId) return member
  throw missing(`No member found for ${userId}`)
}

/** Who is in a team: learn.microsoft.com/graph/api/team-list-members. */
export const memberRoutes: readonly Route[] = [
  { method: 'GET', template: '/teams/{team-id}/members', service: 'teams', permissions: READ_MEMBERS, answer: members },
  {
    method: 'GET',
    template: '/teams/{team-id}/members/{conversationMember-id}',
    service: 'teams',
    permissions: READ_MEMBERS,
    response: '#/$defs/microsoft.graph.conversationMember!any',
    answer: one,
  },
  {
    method: 'POST',
    template: '/teams/{team-id}/members',
    service: 'teams',
    permissions: CHANGE_MEMBERS,
    request: '#/$defs/microsoft.graph.conversationMember!any',
    response: '#/$defs/microsoft.graph.conversationMember!any',
    write: add,
  },
  {
    method: 'PATCH',
    template: '/teams/{team-id}/members/{conversationMember-id}',
    service: 'teams',
    permissions: CHANGE_MEMBERS,
    request: '#/$defs/microsoft.graph.conversationMember!any',
    response: '#/$defs/microsoft.graph.conversationMember!any',
    write: update,
  },
  {
    method: 'DELETE',
    template: '/teams/{team-id}/members/{conversationMember-id}',
    service: 'teams',
    permissions: CHANGE_MEMBERS,
    write: remove,
  },
]

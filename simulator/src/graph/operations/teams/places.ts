import { GLOBAL_ADMINISTRATOR } from '../../../world/generate/roles.ts'
import { type Entity, textOf } from '../../../world/model.ts'
import type { Channel, Chat, Conversation } from '../../../world/teams/conversation.ts'
import { isInConversation, isInTeam } from '../../../world/teams/members.ts'
import type { Team } from '../../../world/teams/team.ts'
import { liveChannel } from '../../../world/teams/teamwork.ts'
import type { Message } from '../../../world/teams/thread.ts'
import { type GraphContext, parameter } from '../../call.ts'
import { forbidden, missing } from './body.ts'
import { keepToInstalled } from './resource-consent.ts'

/** The role that administers every team without being in it, by its template (permissions-reference: Teams Administrator). */
const TEAMS_ADMINISTRATOR = '69091246-20e8-4a56-aa4d-066075b2a7a8'

/** The team that the path names. */
export function teamOf(context: GraphContext): { team: Team; group: Entity } {
  const id = parameter(context).toLowerCase()
  const found = context.tenancy.teamwork.team(id, context.world.now())
  if (!found) throw missing(`No team found with Group Id ${id}`)
  return found
}

/** The channel that the path names. */
export function channelOf(context: GraphContext): Channel {
  const { team } = teamOf(context)
  const id = parameter(context, 1)
  const channel = liveChannel(team, id)
  if (!channel) throw missing(`No channel found with id ${id} in the team ${team.id}`)
  return channel
}

/** The chat that the path names. */
export function chatOf(context: GraphContext): Chat {
  const id = parameter(context)
  const chat = context.tenancy.teamwork.chats.get(id)
  if (!chat) throw missing(`No chat found with id ${id}`)
  return chat
}

/** The message that the path names in a conversation, by the parameter at `index`. */
export function messageOf(context: GraphContext, { thread }: Conversation, index: number): Message {
  const id = parameter(context, index)
  const message = thread.find(id)
  if (!message) throw missing(`No message found with id ${id}`)
  return message
}

/** The signed-in person; undefined for an application by itself. */
export function callerOf({ tenancy, token }: GraphContext): Entity | undefined {
  return token.userObjectId === undefined ? undefined : tenancy.findOf('user', token.userObjectId)
}

/** Lets only those read and write messages who are in the conversation; an application by itself is in all. */
export function keepToMembers(context: GraphContext, conversation: Conversation): void {
  if (context.token.isAppOnly) {
    const team = conversation.kind === 'channel' ? teamOf(context).team : undefined
    const apps = conversation.kind === 'chat' ? conversation.apps : team?.apps
    if (apps) keepToInstalled(context, apps)
    return
  }
  const caller = callerOf(context)
  if (!caller || !isInConversation(context.tenancy, conversation, caller.id))
    throw forbidden(`The caller is not a member of the ${conversation.kind}.`)
}

/** Lets those manage a team who are in it, and administrators (channel-post: "supports admin permissions"). */
export function keepToTeam(context: GraphContext, team: Team): void {
  if (context.token.isAppOnly) {
    keepToInstalled(context, team.apps)
    return
  }
  const caller = callerOf(context)
  if (caller && (isInTeam(context.tenancy, team.id, caller.id) || isAdministrator(context, caller))) return
  throw forbidden('The caller is not a member of the team.')
}

/** Lets only owners of a team change who is in it, and administrators. */
export function keepToOwners(context: GraphContext, team: Team): void {
  if (context.token.isAppOnly) return
  const caller = callerOf(context)
  const { owners } = context.tenancy.relations
  if (caller && (owners.has(team.id, caller.id) || isAdministrator(context, caller))) return
  throw forbidden('The caller is not an owner of the team.')
}

/** A team that is archived takes nothing new (learn.microsoft.com/graph/api/team-archive). */
export function keepToActive(team: Team): void {
  if (team.state === 'archived') throw forbidden('The team is archived and cannot be changed.')
}

function isAdministrator({ tenancy }: GraphContext, caller: Entity): boolean {
  for (const id of tenancy.relations.members.to(caller.id)) {
    const role = tenancy.findOf('directoryRole', id)
    const template = role && textOf(role, 'roleTemplateId')
    if (template === GLOBAL_ADMINISTRATOR || template === TEAMS_ADMINISTRATOR) return true
  }
  return false
}

import type { Properties } from '../../../world/model.ts'
import { type Channel, conversationPath } from '../../../world/teams/conversation.ts'
import { channelMembers, isInConversation } from '../../../world/teams/members.ts'
import { addChannel, channelId, channelProperties, generalOf } from '../../../world/teams/team.ts'
import { tell } from '../../../world/teams/telling.ts'
import { type GraphContext, type Item, noContent, type WriteContext } from '../../call.ts'
import { namesOf } from '../../odata/options.ts'
import type { Route } from '../../route.ts'
import { single } from '../single.ts'
import { bodyOf, invalid, textIn } from './body.ts'
import { checkChannelName, newChannel, newRoster } from './channel-input.ts'
import { backDate } from './create-team.ts'
import { teamsList } from './listing.ts'
import { CHANGE_CHANNEL, CREATE_CHANNEL, DELETE_CHANNEL, READ_CHANNELS } from './permissions.ts'
import { callerOf, channelOf, keepToActive, keepToTeam, teamOf } from './places.ts'

function channelItem({ tenancy }: GraphContext, channel: Channel): Item {
  return { id: channel.id, kind: 'channel', properties: channelProperties(tenancy, channel) }
}

const contextName = ({ id }: { id: string }) => `teams('${id}')/channels`

/** Private channels are seen by those who are in them, and by applications. */
function isSeen(context: GraphContext, channel: Channel): boolean {
  if (channel.state === 'deleted') return false
  if (!channel.roster || context.token.isAppOnly) return true
  const caller = callerOf(context)
  return caller !== undefined && isInConversation(context.tenancy, channel, caller.id)
}

function channels(context: GraphContext) {
  const { team } = teamOf(context)
  keepToTeam(context, team)
  const items = [...team.channels.values()]
    .filter((one) => isSeen(context, one))
    .map((one) => channelItem(context, one))
  return teamsList(context, { items, kind: 'channel', contextName: contextName(team) })
}

function one(context: GraphContext) {
  const { team } = teamOf(context)
  keepToTeam(context, team)
  return shown(context, channelOf(context))
}

function primary(context: GraphContext) {
  const { team } = teamOf(context)
  keepToTeam(context, team)
  return shown(context, generalOf(team))
}

function shown(context: GraphContext, channel: Channel) {
  const item = channelItem(context, channel)
  if (namesOf(context.query.get('$select'))?.includes('summary')) item.properties.summary = summaryOf(context, channel)
  return single(context, item, contextName({ id: channel.teamId }))
}

function summaryOf({ tenancy }: GraphContext, channel: Channel): Properties {
  const counts = { guestsCount: 0, hasMembersFromOtherTenants: false, membersCount: 0, ownersCount: 0 }
  for (const { roles } of channelMembers(tenancy, channel))
    counts[roles.includes('owner') ? 'ownersCount' : roles.includes('guest') ? 'guestsCount' : 'membersCount'] += 1
  return counts
}

/** learn.microsoft.com/graph/api/channel-post */
function create(context: WriteContext) {
  const { team } = teamOf(context)
  keepToTeam(context, team)
  keepToActive(team)
  const body = bodyOf(context)
  const { properties, membershipType } = newChannel(body, [...team.channels.values()])
  const since = backDate(context, body, 'channel')
  const roster = membershipType === 'standard' ? undefined : newRoster(context, team, body)
  const createdDateTime = new Date(since ?? context.now).toISOString()
  const id = channelId(team.id, context.random.guid())
  const channel = addChannel(team, id, { ...properties, createdDateTime }, roster)
  if (since !== undefined) channel.state = 'migrating'
  tell(context, 'created', told(channel))
  const Location = `/teams('${team.id}')/channels('${channel.id}')`
  return { ...shown(context, channel), status: 201, headers: { Location } }
}

/** learn.microsoft.com/graph/api/channel-patch; membershipType is set once. */
function update(context: WriteContext) {
  const { team } = teamOf(context)
  keepToTeam(context, team)
  keepToActive(team)
  const channel = channelOf(context)
  const body = bodyOf(context)
  const others = [...team.channels.values()].filter((other) => other !== channel)
  if (body.displayName !== undefined) checkChannelName(textIn(body, 'displayName'), others)
  if (body.membershipType !== undefined && body.membershipType !== channel.properties.membershipType)
    throw invalid("The property 'membershipType' cannot be changed.")
  for (const name of ['displayName', 'description', 'isFavoriteByDefault'] as const)
    if (body[name] !== undefined) channel.properties[name] = body[name]
  tell(context, 'updated', told(channel))
  return noContent()
}

/** learn.microsoft.com/graph/api/channel-delete */
function remove(context: WriteContext) {
  const { team } = teamOf(context)
  keepToTeam(context, team)
  keepToActive(team)
  const channel = channelOf(context)
  if (channel === generalOf(team)) throw invalid('The General channel of a team cannot be deleted.')
  channel.state = 'deleted'
  tell(context, 'deleted', told(channel))
  return noContent()
}

const told = (channel: Channel) => ({
  resource: conversationPath(channel),
  type: 'channel' as const,
  id: channel.id,
})

const CHANNEL = '/teams/{team-id}/channels/{channel-id}'

/** Channels: learn.microsoft.com/graph/api/resources/channel. */
export const channelRoutes: readonly Route[] = [
  { method: 'GET', template: '/teams/{team-id}/channels', service: 'teams', answer: channels },
  {
    method: 'GET',
    template: '/teams/{team-id}/allChannels',
    service: 'teams',
    permissions: READ_CHANNELS,
    response: '#/$defs/microsoft.graph.channel!collection',
    answer: channels,
  },
  {
    method: 'GET',
    template: '/teams/{team-id}/primaryChannel',
    service: 'teams',
    permissions: READ_CHANNELS,
    response: '#/$defs/microsoft.graph.channel',
    answer: primary,
  },
  { method: 'GET', template: CHANNEL, service: 'teams', answer: one },
  {
    method: 'POST',
    template: '/teams/{team-id}/channels',
    service: 'teams',
    permissions: CREATE_CHANNEL,
    response: '#/$defs/microsoft.graph.channel',
    write: create,
  },
  {
    method: 'PATCH',
    template: CHANNEL,
    service: 'teams',
    permissions: CHANGE_CHANNEL,
    request: '#/$defs/microsoft.graph.channel',
    write: update,
  },
  { method: 'DELETE', template: CHANNEL, service: 'teams', permissions: DELETE_CHANNEL, write: remove },
]

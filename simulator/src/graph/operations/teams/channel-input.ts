import type { Json, Properties } from '../../../world/model.ts'
import type { Channel, Roster } from '../../../world/teams/conversation.ts'
import { isInTeam } from '../../../world/teams/members.ts'
import type { Team } from '../../../world/teams/team.ts'
import type { GraphContext } from '../../call.ts'
import { GraphError } from '../../errors.ts'
import { TEAMS } from '../../limits.ts'
import { invalid, objectsIn, textIn } from './body.ts'
import { boundMember, checkRoles } from './bound-member.ts'
import { callerOf } from './places.ts'

const FORBIDDEN = /[~#%&*{}+/\\:<>?|'"]/
const RESERVED = /^(forms|con|conin\$|conout\$|prn|aux|nul|com[1-9]|lpt[1-9]|desktop\.ini|_vti_)$/i

/** Refuses a name that no channel may have (learn.microsoft.com/microsoftteams/limits-specifications-teams#channel-names). */
export function checkChannelName(name: string | undefined, others: Iterable<Channel>): string {
  if (!name?.trim()) throw invalid("The property 'displayName' is required and must not be empty.")
  if (name.length > TEAMS.channelNameLength)
    throw invalid(`Channel.DisplayName must not be longer than ${TEAMS.channelNameLength} characters.`)
  if (FORBIDDEN.test(name) || /^[._]|\.$/.test(name) || RESERVED.test(name))
    throw invalid("Channel.DisplayName doesn't contain allowed characters, please use the valid values.")
  for (const { properties } of others)
    if (String(properties.displayName).toLowerCase() === name.toLowerCase())
      throw new GraphError(400, 'NameAlreadyExists', 'Channel name already existed, please use other name')
  return name
}

/** The properties of a channel to be, checked against those that are there. A deleted one keeps its name taken. */
export function newChannel(
  body: { readonly [name: string]: Json },
  others: readonly Channel[],
): { properties: Properties; membershipType: 'standard' | 'private' | 'shared' } {
  const displayName = checkChannelName(textIn(body, 'displayName'), others)
  const membershipType = textIn(body, 'membershipType') ?? 'standard'
  if (membershipType !== 'standard' && membershipType !== 'private' && membershipType !== 'shared')
    throw invalid(`Invalid value '${membershipType}' for property 'membershipType'.`)
  if (others.length >= TEAMS.channelsPerTeam)
    throw invalid(`The maximum number of channels (${TEAMS.channelsPerTeam}) is reached.`)
  const isPrivate = ({ properties }: Channel) => properties.membershipType === 'private'
  if (membershipType === 'private' && others.filter(isPrivate).length >= TEAMS.privateChannelsPerTeam)
    throw invalid(`The maximum number of private channels (${TEAMS.privateChannelsPerTeam}) is reached.`)
  const description = textIn(body, 'description') ?? null
  return { properties: { displayName, description, membershipType }, membershipType }
}

/** Who is in a new private or shared channel: it needs an owner, who is the caller when there is one (channel-post). */
export function newRoster(context: GraphContext, team: Team, body: { readonly [name: string]: Json }): Roster {
  const roster: Roster = new Map()
  const caller = callerOf(context)
  if (caller) roster.set(caller.id, ['owner'])
  for (const one of objectsIn(body, 'members')) {
    const member = boundMember(context, one)
    checkRoles(member)
    if (body.membershipType === 'private' && !isInTeam(context.tenancy, team.id, member.user.id))
      throw invalid('A member of a private channel must be in the team.')
    roster.set(member.user.id, member.roles)
  }
  if (![...roster.values()].some((roles) => roles.includes('owner')))
    throw invalid('A private or shared channel must have at least one owner.')
  return roster
}

import { isoSeconds } from '../../../world/clock.ts'
import { type Entity, groupKind, type Json } from '../../../world/model.ts'
import { addChannel, channelId, generalOf, newTeam, SETTING_GROUPS, type Team } from '../../../world/teams/team.ts'
import { isTeam } from '../../../world/teams/teamwork.ts'
import { tell } from '../../../world/teams/telling.ts'
import { type GraphContext, parameter, type WriteContext } from '../../call.ts'
import { GraphError } from '../../errors.ts'
import type { Route } from '../../route.ts'
import { single } from '../single.ts'
import { bodyOf, forbidden, instantIn, invalid, missing, objectsIn, textIn } from './body.ts'
import { boundMember } from './bound-member.ts'
import { newChannel } from './channel-input.ts'
import { CREATE_TEAM, MAKE_GROUP_A_TEAM, READ_OPERATION } from './permissions.ts'
import { callerOf } from './places.ts'
import { startOperation, teamItem, toldTeam } from './teams.ts'

const TEMPLATE = /\/teamsTemplates(?:\('|\/)([A-Za-z_.]+)(?:'\))?$/
const GROUP = /\/groups(?:\('|\/)([0-9a-fA-F-]{36})(?:'\))?$/

/** The group named by an id, if Teams knows it by now (team-put-teams: a new group may take 15 minutes). */
function groupFor({ tenancy, world }: GraphContext, id: string): Entity {
  const group = tenancy.findOf('group', id.toLowerCase())
  const created = Date.parse(String(group?.properties.createdDateTime))
  if (!group || created + tenancy.teamwork.provisioningLag > world.now())
    throw missing(`Failed to find the group ${id}: it does not exist or has not been replicated to Teams yet.`)
  return group
}

/** Refuses a group that cannot become a team. */
function checkGroup({ tenancy }: GraphContext, group: Entity): void {
  if (groupKind(group) !== 'microsoft365')
    throw invalid('Only Microsoft 365 groups can be made a team: groupTypes must contain Unified.')
  if (isTeam(group)) throw new GraphError(409, 'Conflict', 'The group is already provisioned for Teams.')
  const hasOwner = [...tenancy.relations.owners.from(group.id)].some((id) => tenancy.findOf('user', id))
  if (!hasOwner) throw invalid('The group must have at least one owner to be made a team.')
}

/** Gives a group its team, with the settings of the body. */
function provision(
  context: WriteContext,
  group: Entity,
  body: { [name: string]: Json },
  createdDateTime: string,
): Team {
  const { tenancy, now } = context
  const team = newTeam(group, createdDateTime)
  for (const name of SETTING_GROUPS) if (body[name] !== undefined) team.settings[name] = body[name]
  team.readyAt = now + tenancy.teamwork.provisioningLag
  tenancy.teamwork.keep(team)
  tenancy.update(group, { resourceProvisioningOptions: ['Team'] })
  tell(context, 'created', toldTeam(team))
  return team
}

/** learn.microsoft.com/graph/api/team-put-teams */
function makeGroupTeam(context: WriteContext) {
  const group = groupFor(context, parameter(context))
  checkGroup(context, group)
  const team = provision(context, group, bodyOf(context), isoSeconds(context.now))
  return { ...single(context, teamItem(context, team, group), 'teams'), status: 201 }
}

/** learn.microsoft.com/graph/api/team-post: with a template, from a group, or for a migration. */
function create(context: WriteContext) {
  const body = bodyOf(context)
  const template = TEMPLATE.exec(textIn(body, 'template@odata.bind') ?? '')?.[1]
  if (template === undefined)
    throw invalid("The property 'template@odata.bind' must name a template of teamsTemplates.")
  if (template !== 'standard') throw missing(`The template '${template}' is not there.`)
  const bound = textIn(body, 'group@odata.bind')
  if (bound !== undefined) return fromGroup(context, bound)
  const displayName = textIn(body, 'displayName')
  if (!displayName) throw invalid("The property 'displayName' is required and must not be empty.")
  const members = membersOf(context, body)
  const channels = objectsIn(body, 'channels').map((one) => newChannel(one, []))
  const since = backDate(context, body, 'team')
  const { random, now } = context
  const createdDateTime = since === undefined ? isoSeconds(now) : new Date(since).toISOString()
  const group = newGroup(context, displayName, body)
  const team = provision(context, group, body, createdDateTime)
  for (const { user, roles } of members) {
    context.tenancy.link('members', group, user)
    if (roles.includes('owner')) context.tenancy.link('owners', group, user)
  }
  for (const { properties } of channels)
    if (properties.displayName !== generalOf(team).properties.displayName)
      addChannel(team, channelId(team.id, random.guid()), { ...properties, createdDateTime })
  if (since !== undefined) {
    team.state = 'migrating'
    for (const channel of team.channels.values()) channel.state = 'migrating'
  }
  return startOperation(context, team, 'createTeam')
}

function fromGroup(context: WriteContext, bound: string) {
  const id = GROUP.exec(bound)?.[1]
  if (id === undefined) throw invalid("The property 'group@odata.bind' must be the address of a group.")
  const group = groupFor(context, id)
  checkGroup(context, group)
  const team = provision(context, group, bodyOf(context), isoSeconds(context.now))
  return startOperation(context, team, 'createTeam')
}

/** Whom a new team begins with: exactly one owner, who is the caller unless an application makes the team. */
function membersOf(context: WriteContext, body: { [name: string]: Json }) {
  if (body['@microsoft.graph.teamCreationMode'] === 'migration') {
    if (objectsIn(body, 'members').length > 0) throw invalid('A team in migration mode begins without members.')
    return []
  }
  const members = objectsIn(body, 'members').map((one) => boundMember(context, one))
  const caller = callerOf(context)
  if (caller) return [{ user: caller, roles: ['owner'] as const }, ...members.filter(({ user }) => user !== caller)]
  if (!members.some(({ roles }) => roles.includes('owner')))
    throw invalid('A team owner must be provided when creating a team in application context.')
  if (members.length > 1) throw invalid('Only one member, the owner, can be given when a team is created.')
  return members
}

/** When a thing of a migration was made; undefined outside migrations (import-external-messages-to-teams). */
export function backDate(context: WriteContext, body: { [name: string]: Json }, what: 'team' | 'channel') {
  const mode = body[`@microsoft.graph.${what}CreationMode`]
  const createdAt = instantIn(body, 'createdDateTime')
  if (mode === undefined) {
    if (createdAt !== undefined)
      throw invalid(`'createdDateTime' is set, but '${what}CreationMode' is not 'migration'.`)
    return undefined
  }
  if (mode !== 'migration') throw invalid(`Invalid value specified for '${what}CreationMode'.`)
  if (!context.token.isAppOnly || !context.token.roles.includes('Teamwork.Migrate.All'))
    throw forbidden('Migration needs the application permission Teamwork.Migrate.All.')
  if (createdAt === undefined) throw invalid("'createdDateTime' is required in migration mode.")
  if (createdAt > context.now) throw invalid("'createdDateTime' must not be in the future.")
  return createdAt
}

/** The Microsoft 365 group behind a new team. */
function newGroup({ tenancy, random, now }: WriteContext, displayName: string, body: { [name: string]: Json }): Entity {
  const nickname = displayName.toLowerCase().replace(/[^a-z0-9]+/g, '') || 'team'
  const mail = `${nickname}@${tenancy.profile.domain}`
  const visibility = textIn(body, 'visibility')?.toLowerCase() === 'private' ? 'Private' : 'Public'
  return tenancy.insert('group', random.guid(), {
    createdDateTime: isoSeconds(now),
    description: textIn(body, 'description') ?? null,
    displayName,
    groupTypes: ['Unified'],
    mail,
    mailEnabled: true,
    mailNickname: nickname,
    membershipRule: null,
    membershipRuleProcessingState: null,
    proxyAddresses: [`SMTP:${mail}`],
    renewedDateTime: isoSeconds(now),
    resourceProvisioningOptions: [],
    securityEnabled: false,
    visibility,
  })
}

/** learn.microsoft.com/graph/api/teamsasyncoperation-get; it can be asked about before the team is there. */
function operation(context: GraphContext) {
  const found = context.tenancy.teamwork.operations.get(parameter(context, 1))
  if (!found || found.teamId !== parameter(context).toLowerCase()) throw missing('No operation found with this id.')
  const isDone = found.doneAt <= context.world.now()
  const body = {
    '@odata.context': `${context.call.origin}/v1.0/$metadata#teams('${found.teamId}')/operations/$entity`,
    id: found.id,
    operationType: found.operationType,
    createdDateTime: new Date(found.createdAt).toISOString(),
    status: isDone ? 'succeeded' : 'inProgress',
    lastActionDateTime: new Date(isDone ? found.doneAt : found.createdAt).toISOString(),
    attemptsCount: 1,
    targetResourceId: found.teamId,
    targetResourceLocation: `/teams('${found.teamId}')`,
    error: null,
  }
  return { status: 200, headers: {}, body }
}

/** How teams come to be. */
export const createTeamRoutes: readonly Route[] = [
  { method: 'POST', template: '/teams', service: 'teams', permissions: CREATE_TEAM, write: create },
  {
    method: 'PUT',
    template: '/groups/{group-id}/team',
    service: 'teams',
    permissions: MAKE_GROUP_A_TEAM,
    request: '#/$defs/microsoft.graph.team',
    response: '#/$defs/microsoft.graph.team',
    write: makeGroupTeam,
  },
  {
    method: 'GET',
    template: '/teams/{team-id}/operations/{teamsAsyncOperation-id}',
    service: 'teams',
    permissions: READ_OPERATION,
    answer: operation,
  },
]

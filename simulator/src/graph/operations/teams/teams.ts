import { type Entity, isObject, type Properties } from '../../../world/model.ts'
import { isInTeam, teamMembers } from '../../../world/teams/members.ts'
import { SETTING_GROUPS, type Team, teamProperties } from '../../../world/teams/team.ts'
import { tell } from '../../../world/teams/telling.ts'
import { type GraphContext, type Item, noContent, type WriteContext } from '../../call.ts'
import { namesOf } from '../../odata/options.ts'
import type { Route } from '../../route.ts'
import { named, single } from '../single.ts'
import { bodyOf, invalid, textIn } from './body.ts'
import { teamsList } from './listing.ts'
import { CHANGE_TEAM, READ_TEAMS } from './permissions.ts'
import { keepToActive, keepToOwners, keepToTeam, teamOf } from './places.ts'

/** What a list of teams shows (user-list-joinedteams: the other properties are null there). */
const LISTED = ['id', 'createdDateTime', 'description', 'displayName', 'isArchived', 'tenantId', 'visibility', 'webUrl']

export function teamItem({ tenancy }: GraphContext, team: Team, group: Entity): Item {
  return { id: team.id, kind: 'team', properties: teamProperties(tenancy, team, group) }
}

function listedTeam(context: GraphContext, team: Team, group: Entity): Item {
  const { properties, ...item } = teamItem(context, team, group)
  const shown: Properties = {}
  for (const name of LISTED) shown[name] = properties[name] ?? null
  return { ...item, properties: shown }
}

function oneTeam(context: GraphContext) {
  const { team, group } = teamOf(context)
  keepToTeam(context, team)
  const item = teamItem(context, team, group)
  if (namesOf(context.query.get('$select'))?.includes('summary')) item.properties.summary = summaryOf(context, team)
  return single(context, item, 'teams')
}

function summaryOf({ tenancy }: GraphContext, team: Team): Properties {
  const counts = { guestsCount: 0, membersCount: 0, ownersCount: 0 }
  for (const { roles } of teamMembers(tenancy, team.id))
    counts[roles.includes('owner') ? 'ownersCount' : roles.includes('guest') ? 'guestsCount' : 'membersCount'] += 1
  return counts
}

function allTeams(context: GraphContext) {
  const teams = context.tenancy.teamwork.teams(context.world.now())
  const items = Array.from(teams, ({ team, group }) => listedTeam(context, team, group))
  return teamsList(context, { items, kind: 'team', contextName: 'teams' })
}

/** Whatever a person is in; the real list is not paged. */
function joinedTeams(context: GraphContext) {
  const user = named(context, 'user')
  const { tenancy, world } = context
  const { members, owners } = tenancy.relations
  const groups = new Set([...members.to(user.id), ...owners.to(user.id)])
  const items = [...groups].flatMap((id) => {
    const found = isInTeam(tenancy, id, user.id) ? tenancy.teamwork.team(id, world.now()) : undefined
    return found ? [listedTeam(context, found.team, found.group)] : []
  })
  return teamsList(context, { items, kind: 'team', contextName: 'teams' })
}

/** Settings go to the team; name, description and visibility are the group's. */
function update(context: WriteContext) {
  const { team, group } = teamOf(context)
  keepToOwners(context, team)
  keepToActive(team)
  const body = bodyOf(context)
  const visibility = textIn(body, 'visibility')?.toLowerCase()
  if (visibility !== undefined && visibility !== 'private' && visibility !== 'public')
    throw invalid(`Invalid value '${visibility}' for property 'visibility'.`)
  const patch: Properties = {}
  for (const name of ['displayName', 'description', 'classification'])
    if (body[name] !== undefined) patch[name] = textIn(body, name) ?? null
  if (visibility !== undefined) patch.visibility = visibility === 'private' ? 'Private' : 'Public'
  if (patch.displayName === null || patch.displayName === '') throw invalid("Property 'displayName' must not be empty.")
  for (const name of SETTING_GROUPS) {
    const [before, given] = [team.settings[name], body[name]]
    if (isObject(given)) team.settings[name] = { ...(isObject(before) ? before : {}), ...given }
  }
  context.tenancy.update(group, patch)
  tell(context, 'updated', toldTeam(team))
  return noContent()
}

/** A team as what happens to it is told. */
export const toldTeam = ({ id }: Team) => ({ resource: `teams/${id}`, type: 'team' as const, id })

/** Starts an operation that takes its time, and answers where to ask about it (team-post, team-archive). */
export function startOperation(
  { tenancy, random, now }: WriteContext,
  team: Team,
  operationType: 'createTeam' | 'archiveTeam' | 'unarchiveTeam',
) {
  const id = random.guid()
  const doneAt = operationType === 'createTeam' ? team.readyAt : now
  tenancy.teamwork.operations.set(id, { id, teamId: team.id, operationType, createdAt: now, doneAt })
  return noContent(202, {
    'Content-Location': `/teams('${team.id}')`,
    Location: `/teams('${team.id}')/operations('${id}')`,
  })
}

function archiving(to: 'archived' | 'active') {
  return (context: WriteContext) => {
    const { team } = teamOf(context)
    keepToOwners(context, team)
    if (team.state === 'migrating') throw invalid('The team is in migration mode.')
    team.state = to
    tell(context, 'updated', toldTeam(team))
    return startOperation(context, team, to === 'archived' ? 'archiveTeam' : 'unarchiveTeam')
  }
}

/** Teams: learn.microsoft.com/graph/api/resources/team. */
export const teamRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/teams',
    service: 'teams',
    permissions: READ_TEAMS,
    answer: allTeams,
  },
  { method: 'GET', template: '/teams/{team-id}', service: 'teams', answer: oneTeam },
  {
    method: 'PATCH',
    template: '/teams/{team-id}',
    service: 'teams',
    permissions: CHANGE_TEAM,
    request: '#/$defs/microsoft.graph.team',
    write: update,
  },
  {
    method: 'GET',
    template: '/groups/{group-id}/team',
    service: 'teams',
    permissions: READ_TEAMS,
    response: '#/$defs/microsoft.graph.team',
    answer: oneTeam,
  },
  {
    method: 'GET',
    template: '/users/{user-id}/joinedTeams',
    service: 'teams',
    permissions: READ_TEAMS,
    answer: joinedTeams,
  },
  {
    method: 'POST',
    template: '/teams/{team-id}/archive',
    service: 'teams',
    permissions: CHANGE_TEAM,
    write: archiving('archived'),
  },
  {
    method: 'POST',
    template: '/teams/{team-id}/unarchive',
    service: 'teams',
    permissions: CHANGE_TEAM,
    write: archiving('active'),
  },
]

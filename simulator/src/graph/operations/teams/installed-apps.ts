import { type Installations, installationId, type TeamsApp } from '../../../world/teams/apps.ts'
import { type GraphContext, noContent, parameter, type WriteContext } from '../../call.ts'
import { GraphError } from '../../errors.ts'
import type { Route } from '../../route.ts'
import { named } from '../single.ts'
import { bodyOf, forbidden, invalid, missing, textIn } from './body.ts'
import { CHANGE_PERSONAL_APPS, CHANGE_TEAM_APPS, READ_PERSONAL_APPS, READ_TEAM_APPS } from './permissions.ts'
import { callerOf, keepToTeam, teamOf } from './places.ts'

interface Place {
  readonly id: string
  readonly installed: Installations
  readonly contextName: string
}

type Find = (context: GraphContext) => Place

const BOUND = /\/appCatalogs\/teamsApps(?:\('|\/)([0-9a-fA-F-]{36})(?:'\))?$/

const inTeam: Find = (context) => {
  const { team } = teamOf(context)
  keepToTeam(context, team)
  return { id: team.id, installed: team.apps, contextName: `teams('${team.id}')/installedApps` }
}

const forPerson: Find = (context) => {
  const user = named(context, 'user')
  if (!context.token.isAppOnly && callerOf(context)?.id !== user.id)
    throw forbidden('A person can manage their own apps only.')
  const installed = context.tenancy.teamwork.personalApps(user.id)
  return { id: user.id, installed, contextName: `users('${user.id}')/teamwork/installedApps` }
}

/** A teamsAppInstallation; the app itself comes with `$expand=teamsApp`. */
function shown(context: GraphContext, id: string, app: TeamsApp) {
  const { id: appId, displayName } = app
  const isExpanded = /\bteamsApp\b/.test(context.query.get('$expand') ?? '')
  const teamsApp = { id: appId, displayName, distributionMethod: 'organization', externalId: app.appId }
  return { id, ...(isExpanded ? { teamsApp } : {}) }
}

const list = (find: Find) => (context: GraphContext) => {
  const { installed, contextName } = find(context)
  const value = Array.from(installed, ([id, app]) => shown(context, id, app))
  const body = {
    '@odata.context': `${context.call.origin}/v1.0/$metadata#${contextName}`,
    '@odata.count': value.length,
    value,
  }
  return { status: 200, headers: {}, body }
}

const one = (find: Find, index: number) => (context: GraphContext) => {
  const { installed, contextName } = find(context)
  const id = parameter(context, index)
  const app = installed.get(id)
  if (!app) throw missing(`No installation found with id ${id}`)
  const name = `${context.call.origin}/v1.0/$metadata#${contextName}/$entity`
  return { status: 200, headers: {}, body: { '@odata.context': name, ...shown(context, id, app) } }
}

/** learn.microsoft.com/graph/api/team-post-installedapps */
const install = (find: Find) => (context: WriteContext) => {
  const { id: place, installed, contextName } = find(context)
  const bound = BOUND.exec(textIn(bodyOf(context), 'teamsApp@odata.bind') ?? '')?.[1]
  if (bound === undefined)
    throw invalid("The property 'teamsApp@odata.bind' must name an app of appCatalogs/teamsApps.")
  const app = context.tenancy.teamwork.apps.get(bound.toLowerCase())
  if (!app) throw missing(`The app ${bound} is not in the catalogue of the organisation.`)
  const id = installationId(place, app)
  if (installed.has(id)) throw new GraphError(409, 'Conflict', 'The app is already installed in the target scope.')
  installed.set(id, app)
  return noContent(201, { Location: `/${contextName}('${id}')` })
}

const uninstall = (find: Find, index: number) => (context: WriteContext) => {
  const id = parameter(context, index)
  if (!find(context).installed.delete(id)) throw missing(`No installation found with id ${id}`)
  return noContent()
}

function routesBelow(
  base: string,
  find: Find,
  reading: NonNullable<Route['permissions']>,
  changing: NonNullable<Route['permissions']>,
): Route[] {
  const single = `${base}/{teamsAppInstallation-id}`
  const service = 'teams' as const
  return [
    { method: 'GET', template: base, service, permissions: reading, answer: list(find) },
    { method: 'GET', template: single, service, permissions: reading, answer: one(find, 1) },
    { method: 'POST', template: base, service, permissions: changing, write: install(find) },
    { method: 'DELETE', template: single, service, permissions: changing, write: uninstall(find, 1) },
  ]
}

/** Apps in teams and for people: learn.microsoft.com/graph/api/resources/teamsappinstallation. */
export const installedAppRoutes: readonly Route[] = [
  ...routesBelow('/teams/{team-id}/installedApps', inTeam, READ_TEAM_APPS, CHANGE_TEAM_APPS),
  ...routesBelow('/users/{user-id}/teamwork/installedApps', forPerson, READ_PERSONAL_APPS, CHANGE_PERSONAL_APPS),
]

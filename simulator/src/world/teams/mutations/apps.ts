import { BadInput } from '../../input.ts'
import { type Mutation, userIn } from '../../mutations/mutation.ts'
import { type Installations, installationId, type TeamsApp } from '../apps.ts'
import { teamIn } from './places.ts'

export const publishTeamsApp: Mutation = {
  name: 'publish-teams-app',
  summary:
    'An app of the catalogue: `displayName`, `appId`, `messagingEndpoint` of its bot, `activityTypes` [{`type`, `templateText`}]',
  apply({ tenancy, random }, input) {
    const app: TeamsApp = {
      id: random.guid(),
      displayName: input.text('displayName'),
      appId: input.text('appId').toLowerCase(),
      messagingEndpoint: input.optionalText('messagingEndpoint'),
      activityTypes: input.objects('activityTypes').map((one) => {
        const activity = { type: one.text('type'), templateText: one.text('templateText') }
        one.done()
        return activity
      }),
    }
    input.done()
    const endpoint = app.messagingEndpoint
    if (endpoint !== undefined && !URL.canParse(endpoint)) throw new BadInput('`messagingEndpoint` must be an address')
    tenancy.teamwork.apps.set(app.id, app)
    return { id: app.id, displayName: app.displayName, appId: app.appId }
  },
}

export const installTeamsApp: Mutation = {
  name: 'install-teams-app',
  summary: 'Installs `app` (its id in the catalogue) in a `team`, or for a `user`',
  apply(context, input) {
    const { teamwork } = context.tenancy
    const app = teamwork.apps.get(input.text('app'))
    if (!app) throw new BadInput('There is no such app; publish-teams-app makes one')
    const place: { id: string; installed: Installations } = input.has('user')
      ? personalPlace(userIn(context.tenancy, input).id, (id) => teamwork.personalApps(id))
      : teamPlace(teamIn(context, input).team)
    input.done()
    const id = installationId(place.id, app)
    place.installed.set(id, app)
    return { id, app: app.id }
  },
}

const personalPlace = (id: string, of: (id: string) => Installations) => ({ id, installed: of(id) })
const teamPlace = ({ id, apps }: { id: string; apps: Installations }) => ({ id, installed: apps })

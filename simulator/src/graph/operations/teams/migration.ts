import { noContent, type WriteContext } from '../../call.ts'
import type { Route } from '../../route.ts'
import { invalid } from './body.ts'
import { MIGRATE } from './permissions.ts'
import { channelOf, teamOf } from './places.ts'

function completeChannel(context: WriteContext) {
  const channel = channelOf(context)
  if (channel.state !== 'migrating') throw invalid('The channel is not in migration mode.')
  channel.state = 'active'
  return noContent()
}

function completeTeam(context: WriteContext) {
  const { team } = teamOf(context)
  if (team.state !== 'migrating') throw invalid('The team is not in migration mode.')
  if ([...team.channels.values()].some(({ state }) => state === 'migrating'))
    throw invalid('All channels must be finalized before team.')
  team.state = 'active'
  return noContent()
}

/** The end of an import: learn.microsoft.com/graph/api/team-completemigration, channel-completemigration. */
export const migrationRoutes: readonly Route[] = [
  {
    method: 'POST',
    template: '/teams/{team-id}/channels/{channel-id}/completeMigration',
    service: 'teams',
    permissions: MIGRATE,
    write: completeChannel,
  },
  {
    method: 'POST',
    template: '/teams/{team-id}/completeMigration',
    service: 'teams',
    permissions: MIGRATE,
    write: completeTeam,
  },
]

import { BadInput, type Input } from '../../input.ts'
import type { Entity } from '../../model.ts'
import { type MutationContext, objectIn } from '../../mutations/mutation.ts'
import type { Channel } from '../conversation.ts'
import { generalOf, type Team } from '../team.ts'

/** The team named by its group's id in `team`. */
export function teamIn({ tenancy, now }: MutationContext, input: Input): { team: Team; group: Entity } {
  const group = objectIn(tenancy, input, 'team', ['group'])
  const found = tenancy.teamwork.team(group.id, now)
  if (!found) throw new BadInput(`${String(group.properties.displayName)} is no team, or not yet`)
  return found
}

/** The channel named by id or name in `channel`, of the team in `team`; General when not said. */
export function channelIn(context: MutationContext, input: Input): Channel {
  const { team } = teamIn(context, input)
  const wanted = input.optionalText('channel')
  if (wanted === undefined) return generalOf(team)
  const live = [...team.channels.values()].filter(({ state }) => state !== 'deleted')
  const found = live.find(({ id, properties }) => id === wanted || properties.displayName === wanted)
  if (!found) throw new BadInput(`There is no channel ${wanted}; there are ${live.map(nameOf).join(', ')}`)
  return found
}

const nameOf = ({ properties }: Channel) => String(properties.displayName)

import { BadInput } from '../../input.ts'
import { type Mutation, userIn } from '../../mutations/mutation.ts'
import { writtenBy } from '../authors.ts'
import { isInConversation } from '../members.ts'
import { post } from '../posting.ts'
import { channelIn } from './places.ts'

/** Somebody writes in a channel, in the Teams client. */
export const postMessage: Mutation = {
  name: 'post-message',
  summary:
    'Somebody writes in Teams: `team`, `channel` (id or name; General), `user`, `text`, `replyTo` (a message id)',
  apply(context, input) {
    const channel = channelIn(context, input)
    const user = userIn(context.tenancy, input)
    const content = input.text('text')
    const wanted = input.optionalText('replyTo')
    input.done()
    if (!isInConversation(context.tenancy, channel, user.id)) throw new BadInput('The person is not in the channel')
    const replyTo = wanted === undefined ? undefined : channel.thread.find(wanted)
    if (wanted !== undefined && !replyTo) throw new BadInput(`There is no message ${wanted} in the channel`)
    const from = writtenBy(context.tenancy, user)
    const { id } = post(context, channel, { from, body: { contentType: 'text', content }, replyTo })
    return { id, channel: channel.id }
  },
}

/** How long Teams takes to know a new group, and to make a new team. */
export const teamsProvisioningLag: Mutation = {
  name: 'teams-provisioning-lag',
  summary: 'New groups stay unknown to Teams, and new teams on their way, for `seconds` (0)',
  apply({ tenancy }, input) {
    const seconds = input.count('seconds', 0, 3600, 0)
    input.done()
    tenancy.teamwork.provisioningLag = seconds * 1000
    return { seconds }
  },
}

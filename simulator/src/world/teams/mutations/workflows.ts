import { BadInput } from '../../input.ts'
import { isObject, type Json } from '../../model.ts'
import { type Mutation, type MutationContext, userIn } from '../../mutations/mutation.ts'
import { cardActions, cardProblems, isCard } from '../adaptive-card.ts'
import { postedBy, WORKFLOWS_APP } from '../authors.ts'
import { isInConversation } from '../members.ts'
import { ADAPTIVE_CARD, post } from '../posting.ts'
import { liveChannel } from '../teamwork.ts'
import { type Workflow, type WorkflowRun, workflowAddresses } from '../workflow.ts'
import { channelIn } from './places.ts'

export const createWorkflow: Mutation = {
  name: 'create-workflow',
  summary: 'A webhook that posts cards: `team`, `channel` (id or name; General), `owner`; answers its addresses',
  apply(context, input) {
    const { world, tenancy, random, now } = context
    const channel = channelIn(context, input)
    const owner = userIn(tenancy, input, 'owner')
    input.done()
    if (!isInConversation(tenancy, channel, owner.id))
      throw new BadInput('The owner of a workflow must be in the channel')
    const workflow: Workflow = {
      id: random.guid().replaceAll('-', ''),
      ownerId: owner.id,
      teamId: channel.teamId,
      channelId: channel.id,
      createdAt: now,
      runs: [],
    }
    tenancy.teamwork.workflows.set(workflow.id, workflow)
    return { id: workflow.id, channel: channel.id, ...workflowAddresses(world.seed, tenancy, workflow) }
  },
}

/** What an accepted request to a workflow's address does. It may fail; the sender has its 202 by then. */
export const runWorkflow: Mutation = {
  name: 'run-workflow',
  summary: 'Runs `workflow` with the request `body`, as its address does',
  apply(context, input) {
    const workflow = context.tenancy.teamwork.workflows.get(input.text('workflow'))
    const body = input.raw('body') ?? null
    input.done()
    if (!workflow) throw new BadInput('There is no such workflow; create-workflow makes one')
    const run = perform(context, workflow, body)
    workflow.runs.push(run)
    return { id: run.id, status: run.status, messageIds: [...run.messageIds] }
  },
}

function perform(context: MutationContext, workflow: Workflow, body: Json): WorkflowRun {
  const { tenancy, random, now } = context
  const id = `0858${random.between(1e9, 9e9)}${random.guid().slice(0, 8).toUpperCase()}CU00`
  const failed = (code: string, message: string): WorkflowRun => {
    const error = { code, message }
    return { id, status: 'Failed', at: now, messageIds: [], deadButtons: [], problems: [], error }
  }
  const attachments = isObject(body) && Array.isArray(body.attachments) ? body.attachments : undefined
  if (!attachments || attachments.length === 0)
    return failed('ExpressionEvaluationFailed', "The result of 'attachments' of the request body must be an array.")
  const cards = attachments.map((one) => (isObject(one) && one.contentType === ADAPTIVE_CARD ? one.content : undefined))
  const problem = cards.find((card) => !isCard(card))
  if (cards.some((card) => !isCard(card)))
    return failed(
      'BadRequest',
      `Bot Framework rejected the card: ${cardProblems(problem ?? null).join('; ') || 'no card'}`,
    )
  const team = tenancy.teamwork.team(workflow.teamId, now)?.team
  const channel = team && liveChannel(team, workflow.channelId)
  if (!team || !channel) return failed('NotFound', 'The team or channel is not there any more.')
  if (channel.roster)
    return failed('BotNotInConversationRoster', 'The Workflows app cannot post in a private or shared channel.')
  if (team.state !== 'active') return failed('Forbidden', 'The team is read-only.')
  const messageIds = cards.map((card, index) => {
    const attachment = cardAttachment(random.guid(), card ?? null)
    const content = `<attachment id="${String(attachment.id)}"></attachment>`
    // Several cards of one request are several messages, each a moment later than the one before.
    const moment = { ...context, now: now + index }
    const from = postedBy(WORKFLOWS_APP)
    return post(moment, channel, { from, body: { contentType: 'html', content }, attachments: [attachment] }).id
  })
  const whole = cards.map((card) => card ?? null)
  return {
    id,
    status: 'Succeeded',
    at: now,
    messageIds,
    deadButtons: whole
      .flatMap(cardActions)
      .filter(isDead)
      .map(({ title }) => title),
    problems: whole.flatMap(cardProblems),
    error: undefined,
  }
}

/** A card as it stands in a chatMessage: its JSON as text. */
export function cardAttachment(id: string, card: Json): { [name: string]: Json } {
  return {
    id: id.replaceAll('-', ''),
    content: JSON.stringify(card),
    contentType: ADAPTIVE_CARD,
    contentUrl: null,
    name: null,
    teamsAppId: null,
    thumbnailUrl: null,
  }
}

const isDead = ({ type }: { type: string }) => type === 'Action.Execute' || type === 'Action.Submit'

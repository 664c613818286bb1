import type { SigningKeys } from '../identity/signing-keys.ts'
import { BadInput, type Input } from '../world/input.ts'
import { isObject, type Json } from '../world/model.ts'
import { userIn } from '../world/mutations/mutation.ts'
import { cardActions } from '../world/teams/adaptive-card.ts'
import type { TeamsApp } from '../world/teams/apps.ts'
import { WORKFLOWS_APP } from '../world/teams/authors.ts'
import { botIn } from '../world/teams/bot-conversations.ts'
import { isInConversation } from '../world/teams/members.ts'
import { authorAppOf } from '../world/teams/mutations/bots.ts'
import { ADAPTIVE_CARD } from '../world/teams/posting.ts'
import { cardsOf } from '../world/teams/truth.ts'
import type { Tenancy } from '../world/tenancy.ts'
import type { World } from '../world/world.ts'
import { cardActivity, type Press } from './card-activity.ts'

/** How long Teams waits for a bot's answer to a button (universal-actions-for-adaptive-cards: about 15 seconds). */
const PATIENCE = 15_000
const TOKEN_LIFE = 3600

/**
 * Somebody presses a button of a card: `conversation`, `message`, `user`, `action` (title, id or verb), `inputs`. A button
 * that opens an address says which; any other is delivered to the bot, whose answer may replace the card.
 */
export async function pressCardAction(
  world: World,
  keys: () => Promise<SigningKeys>,
  input: Input,
  origin: string,
): Promise<Json> {
  const segment = input.optionalText('tenantId')
  const tenancy = segment === undefined ? world.primary : world.tenancy(segment)
  if (!tenancy) throw new BadInput(`There is no tenancy ${segment}; GET /_control/tenancies lists them`)
  const pressed = pressedIn(world, tenancy, input)
  const serviceUrl = input.optionalText('serviceUrl') ?? `${origin}/botframework/emea/`
  input.done()
  const { action, message } = pressed
  if (action.type === 'Action.OpenUrl') return { opened: action.url ?? null }
  const appId = authorAppOf(message)
  if (appId === WORKFLOWS_APP.appId)
    throw new BadInput(`The button '${action.title}' does nothing: a card of a workflow can only open addresses`)
  const bot = appId === undefined ? undefined : botIn(tenancy, pressed.conversation, appId, world.now())
  if (bot?.messagingEndpoint === undefined)
    throw new BadInput(
      `The button '${action.title}' reaches nobody: the message is no bot's, or its bot has no endpoint`,
    )
  return deliver(world, await keys(), pressed, bot, serviceUrl)
}

function pressedIn(world: World, tenancy: Tenancy, input: Input): Press {
  const conversation = tenancy.teamwork.conversation(input.text('conversation'), world.now())
  const message = conversation?.thread.find(input.text('message'))
  if (!conversation || !message) throw new BadInput('There is no such message in such a conversation')
  const user = userIn(tenancy, input)
  if (!isInConversation(tenancy, conversation, user.id)) throw new BadInput('The person is not in the conversation')
  const wanted = input.text('action')
  const actions = cardsOf(message).flatMap(cardActions)
  const action = actions.find(({ title, id, verb }) => wanted === title || wanted === id || wanted === verb)
  if (!action) throw new BadInput(`There is no button ${wanted}; there are ${actions.map((a) => a.title).join(', ')}`)
  const inputs = input.raw('inputs')
  return { tenancy, conversation, message, user, action, inputs: isObject(inputs) ? inputs : {} }
}

async function deliver(
  world: World,
  keys: SigningKeys,
  pressed: Press,
  bot: TeamsApp,
  serviceUrl: string,
): Promise<Json> {
  const { tenancy, conversation, message } = pressed
  const activity = cardActivity(pressed, { bot, serviceUrl, at: world.now() })
  const seconds = Math.floor(world.now() / 1000)
  const claims = { iss: 'https://api.botframework.com', aud: bot.appId, serviceurl: serviceUrl }
  const token = keys.sign({ ...claims, nbf: seconds, exp: seconds + TOKEN_LIFE })
  const answer = await posted(bot.messagingEndpoint ?? '', token, activity)
  if ('error' in answer) return { delivered: false, error: answer.error }
  const { status, body } = answer
  const card = isObject(body) && body.type === ADAPTIVE_CARD && body.statusCode === 200 ? body.value : undefined
  if (card === undefined) return { delivered: true, status, answer: body, replaced: false }
  const rewritten = { type: 'message', attachments: [{ contentType: ADAPTIVE_CARD, content: card }] }
  world.perform('bot-update', {
    tenantId: tenancy.profile.tenantId,
    bot: bot.appId,
    conversation: conversation.id,
    message: message.id,
    activity: rewritten,
  })
  return { delivered: true, status, answer: body, replaced: true }
}

async function posted(
  endpoint: string,
  token: string,
  activity: Json,
): Promise<{ status: number; body: Json } | { error: string }> {
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(PATIENCE),
    })
    const text = await response.text()
    return { status: response.status, body: parsed(text) }
  } catch (error) {
    return { error: `The bot's endpoint did not answer: ${error instanceof Error ? error.message : String(error)}` }
  }
}

function parsed(text: string): Json {
  try {
    const body: Json = text === '' ? null : JSON.parse(text)
    return body
  } catch {
    return text
  }
}

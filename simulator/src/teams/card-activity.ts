import { type Entity, isObject, type Json, textOf } from '../world/model.ts'
import { guidOf } from '../world/random.ts'
import type { CardAction } from '../world/teams/adaptive-card.ts'
import type { TeamsApp } from '../world/teams/apps.ts'
import type { Conversation } from '../world/teams/conversation.ts'
import type { Message } from '../world/teams/thread.ts'
import type { Tenancy } from '../world/tenancy.ts'

/** A button that somebody pressed. */
export interface Press {
  readonly tenancy: Tenancy
  readonly conversation: Conversation
  readonly message: Message
  readonly user: Entity
  readonly action: CardAction
  /** What stands in the card's inputs. */
  readonly inputs: { [name: string]: Json }
}

/** To whom it is told, and from where. */
interface Delivery {
  readonly bot: TeamsApp
  readonly serviceUrl: string
  readonly at: number
}

/**
 * The activity that a button becomes: Action.Execute an invoke `adaptiveCard/action`, Action.Submit a message with a value
 * (learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-actions and universal-actions-for-adaptive-cards).
 */
export function cardActivity(press: Press, delivery: Delivery): { [name: string]: Json } {
  const { action, inputs } = press
  const around = envelope(press, delivery)
  const data = { ...(isObject(action.data) ? action.data : {}), ...inputs }
  if (action.type !== 'Action.Execute') return { ...around, type: 'message', value: data }
  const { id, verb, title, type } = action
  const pressed = { type, title, ...(id === undefined ? {} : { id }), ...(verb === undefined ? {} : { verb }), data }
  const value = { action: pressed, trigger: 'manual' }
  return { ...around, type: 'invoke', name: 'adaptiveCard/action', value }
}

function envelope(press: Press, { bot, serviceUrl, at }: Delivery): { [name: string]: Json } {
  const { tenancy, conversation, message, user } = press
  const { tenantId } = tenancy.profile
  const isChannel = conversation.kind === 'channel'
  const root = message.replyToId ?? message.id
  const place = isChannel
    ? { channel: { id: conversation.id }, team: { aadGroupId: conversation.teamId, id: conversation.teamId } }
    : {}
  return {
    id: `f:${guidOf(`${message.id}/${user.id}/${at}`)}`,
    timestamp: new Date(at).toISOString(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:${user.id}`, name: textOf(user, 'displayName'), aadObjectId: user.id },
    conversation: {
      id: isChannel ? `${conversation.id};messageid=${root}` : conversation.id,
      conversationType: isChannel ? 'channel' : 'personal',
      isGroup: isChannel,
      tenantId,
    },
    recipient: { id: `28:${bot.appId}`, name: bot.displayName },
    replyToId: message.id,
    channelData: { tenant: { id: tenantId }, source: { name: 'message' }, ...place },
    locale: 'en-GB',
  }
}

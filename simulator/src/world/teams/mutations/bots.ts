import { BadInput, type Input } from '../../input.ts'
import { isObject, type Json } from '../../model.ts'
import { type Mutation, type MutationContext, userIn } from '../../mutations/mutation.ts'
import { hasInstalled, type TeamsApp } from '../apps.ts'
import { postedBy } from '../authors.ts'
import { botIn, conversationReference, personalChat } from '../bot-conversations.ts'
import type { Conversation } from '../conversation.ts'
import { amend, emptied, post } from '../posting.ts'
import type { Message } from '../thread.ts'
import { cardAttachment } from './workflows.ts'

/** What the Bot Connector does for a bot once it has let it in; each is the bot's own doing. */
export const botMutations: readonly Mutation[] = [
  {
    name: 'bot-send',
    summary: 'A bot writes: `bot` (app id), `conversation`, `activity`, `replyTo`',
    apply(context, input) {
      const { bot, conversation, messageId } = placeIn(context, input)
      const replyTo = input.optionalText('replyTo') ?? messageId
      const activity = input.raw('activity')
      input.done()
      const root = replyTo === undefined || conversation.kind === 'chat' ? undefined : rootOf(conversation, replyTo)
      const from = postedBy(bot)
      const { id } = post(context, conversation, { from, ...contentOf(context, activity), replyTo: root })
      return { id }
    },
  },
  {
    name: 'bot-update',
    summary: 'A bot rewrites its message: `bot`, `conversation`, `message`, `activity`',
    apply(context, input) {
      const { bot, conversation } = placeIn(context, input)
      const message = ownMessage(bot, conversation, input.text('message'))
      const activity = input.raw('activity')
      input.done()
      const lastEditedDateTime = new Date(context.now).toISOString()
      amend(context, conversation, message, { ...contentOf(context, activity), lastEditedDateTime })
      return { id: message.id }
    },
  },
  {
    name: 'bot-delete',
    summary: 'A bot takes its message away: `bot`, `conversation`, `message`',
    apply(context, input) {
      const { bot, conversation } = placeIn(context, input)
      const message = ownMessage(bot, conversation, input.text('message'))
      input.done()
      amend(context, conversation, message, emptied(context.now))
      return { id: message.id }
    },
  },
  {
    name: 'bot-open-chat',
    summary: 'A bot opens its chat with `user`: `bot`; its app must be installed for the person',
    apply({ tenancy, now }, input) {
      const appId = input.text('bot')
      const user = userIn(tenancy, input)
      input.done()
      if (!hasInstalled(tenancy.teamwork.personalApps(user.id), appId))
        throw new BadInput('The app of the bot is not installed for the person')
      return { id: personalChat(tenancy, appId, user.id, now).id }
    },
  },
]

function placeIn(
  { tenancy, now }: MutationContext,
  input: Input,
): { bot: TeamsApp; conversation: Conversation; messageId: string | undefined } {
  const appId = input.text('bot')
  const { id, messageId } = conversationReference(input.text('conversation'))
  const conversation = tenancy.teamwork.conversation(id, now)
  const bot = conversation && botIn(tenancy, conversation, appId, now)
  if (!conversation || !bot) throw new BadInput('The bot takes no part in the conversation')
  return { bot, conversation, messageId }
}

/** The message that begins the thread in which a message stands. */
function rootOf({ thread }: Conversation, id: string): Message {
  const message = thread.find(id)
  const root = message?.replyToId === undefined ? message : thread.find(message.replyToId)
  if (!root) throw new BadInput(`There is no message ${id} in the conversation`)
  return root
}

function ownMessage({ appId }: TeamsApp, { thread }: Conversation, id: string): Message {
  const message = thread.find(id)
  if (!message || authorAppOf(message) !== appId) throw new BadInput(`There is no message ${id} of the bot`)
  return message
}

/** The application that posted a message; undefined for a person's. */
export function authorAppOf({ properties }: Message): string | undefined {
  const from = isObject(properties.from) ? properties.from : {}
  const application = isObject(from.application) ? from.application : {}
  return typeof application.id === 'string' ? application.id : undefined
}

/** Text and cards of an activity, as a chatMessage holds them. */
function contentOf({ random }: MutationContext, activity: Json | undefined) {
  const given = isObject(activity) ? activity : {}
  const cards = Array.isArray(given.attachments) ? given.attachments.filter(isObject) : []
  const attachments: Json[] = cards.map(({ contentType, content, contentUrl, name }) => ({
    ...cardAttachment(random.guid(), content ?? null),
    contentType: String(contentType),
    ...(content === undefined ? { content: null } : {}),
    contentUrl: contentUrl ?? null,
    name: name ?? null,
  }))
  const text = typeof given.text === 'string' ? given.text : ''
  const marks = attachments.map((one) => `<attachment id="${isObject(one) ? String(one.id) : ''}"></attachment>`)
  const isHtml = marks.length > 0 || given.textFormat === 'xml'
  const contentType: 'html' | 'text' = isHtml ? 'html' : 'text'
  return { body: { contentType, content: [text, ...marks].join('') }, attachments }
}

import { TEAMS } from '../graph/limits.ts'
import { isObject, type Json, textOf } from '../world/model.ts'
import { isCard } from '../world/teams/adaptive-card.ts'
import { hasInstalled } from '../world/teams/apps.ts'
import { botIn, conversationReference } from '../world/teams/bot-conversations.ts'
import type { Conversation } from '../world/teams/conversation.ts'
import { channelMembers, rosterMembers } from '../world/teams/members.ts'
import { authorAppOf } from '../world/teams/mutations/bots.ts'
import { ADAPTIVE_CARD } from '../world/teams/posting.ts'
import type { Tenancy } from '../world/tenancy.ts'
import type { World } from '../world/world.ts'
import { badArgument, badSyntax, ConnectorError, noConversation, notInRoster } from './connector-error.ts'

/** A request of a bot whose token was taken. */
export interface BotRequest {
  readonly world: World
  readonly appId: string
  readonly body: Json | undefined
}

export interface BotAnswer {
  readonly status: number
  readonly body: Json | undefined
}

interface Place {
  readonly tenancy: Tenancy
  readonly conversation: Conversation
  /** As the bot wrote it, with the message whose thread is meant. */
  readonly reference: string
}

/** `POST /v3/conversations`: a new thread in a channel, or the chat with one person (rest-api/bot-framework-rest-connector-send-and-receive-messages). */
export function createConversation(request: BotRequest): BotAnswer {
  const given = isObject(request.body) ? request.body : {}
  const channelData = isObject(given.channelData) ? given.channelData : {}
  const channel = isObject(channelData.channel) ? channelData.channel.id : undefined
  if (typeof channel === 'string') return startThread(request, channel, given.activity)
  const tenant = isObject(channelData.tenant) ? channelData.tenant.id : given.tenantId
  const [member] = Array.isArray(given.members) ? given.members : []
  if (!isObject(member) || typeof member.id !== 'string')
    throw badSyntax('Either channelData.channel.id or members is required.')
  const tenancy = typeof tenant === 'string' ? request.world.tenancy(tenant) : undefined
  if (!tenancy) throw badSyntax('Tenant id is required to create a conversation with a user.')
  const id = typeof member.aadObjectId === 'string' ? member.aadObjectId : member.id.replace(/^29:/, '')
  const user = tenancy.findOf('user', id.toLowerCase())
  if (!user || !hasInstalled(tenancy.teamwork.personalApps(user.id), request.appId)) throw notInRoster()
  const opened = perform(request, tenancy, 'bot-open-chat', { user: user.id })
  if (given.activity === undefined) return { status: 201, body: opened }
  const place = placeOf(request, String(opened.id))
  return { status: 201, body: { ...opened, activityId: sent(request, place, given.activity) } }
}

function startThread(request: BotRequest, channel: string, activity: Json | undefined): BotAnswer {
  const place = placeOf(request, channel)
  if (activity === undefined) throw badSyntax('The activity is required to start a thread in a channel.')
  const activityId = sent(request, { ...place, reference: place.conversation.id }, activity)
  return { status: 201, body: { activityId, id: `${place.conversation.id};messageid=${activityId}` } }
}

/** `POST /v3/conversations/{id}/activities` and `…/activities/{activityId}`, which answers that activity. */
export function sendActivity(request: BotRequest, reference: string, replyTo: string | undefined): BotAnswer {
  const place = placeOf(request, reference)
  const thread = replyTo ?? conversationReference(reference).messageId
  if (thread !== undefined && !place.conversation.thread.find(thread)) throw noActivity()
  if (isObject(request.body) && request.body.type === 'typing') return { status: 202, body: undefined }
  return { status: 201, body: { id: sent(request, place, request.body, replyTo) } }
}

/** `PUT /v3/conversations/{id}/activities/{activityId}`: a bot rewrites its own. */
export function updateActivity(request: BotRequest, reference: string, message: string): BotAnswer {
  const place = placeOf(request, reference)
  keepToOwn(request, place, message)
  checkActivity(request.body)
  perform(request, place.tenancy, 'bot-update', { conversation: reference, message, activity: request.body ?? null })
  return { status: 200, body: { id: message } }
}

/** `DELETE /v3/conversations/{id}/activities/{activityId}`: a bot takes its own away. */
export function deleteActivity(request: BotRequest, reference: string, message: string): BotAnswer {
  const place = placeOf(request, reference)
  keepToOwn(request, place, message)
  perform(request, place.tenancy, 'bot-delete', { conversation: reference, message })
  return { status: 200, body: undefined }
}

/** `GET /v3/conversations/{id}/members`: the roster, as Teams shows it to bots. */
export function conversationMembers(request: BotRequest, reference: string): BotAnswer {
  const { tenancy, conversation } = placeOf(request, reference)
  const members =
    conversation.kind === 'chat' ? rosterMembers(tenancy, conversation) : channelMembers(tenancy, conversation)
  const body = Array.from(members, ({ userId, properties }) => {
    const user = tenancy.findOf('user', userId)
    return {
      id: `29:${userId}`,
      name: properties.displayName ?? null,
      aadObjectId: userId,
      email: properties.email ?? null,
      givenName: user ? textOf(user, 'givenName') : null,
      surname: user ? textOf(user, 'surname') : null,
      tenantId: tenancy.profile.tenantId,
      userPrincipalName: user ? textOf(user, 'userPrincipalName') : null,
      userRole: 'user',
    }
  })
  return { status: 200, body }
}

/** The conversation that a bot names, if its app is installed there. */
function placeOf({ world, appId }: BotRequest, reference: string): Place {
  const { id } = conversationReference(reference)
  for (const tenancy of world.tenancies) {
    const conversation = tenancy.teamwork.conversation(id, world.now())
    if (!conversation) continue
    if (!botIn(tenancy, conversation, appId, world.now())) throw notInRoster()
    return { tenancy, conversation, reference }
  }
  throw noConversation()
}

function sent(request: BotRequest, place: Place, activity: Json | undefined, replyTo?: string): string {
  checkActivity(activity)
  const thread = replyTo === undefined ? {} : { replyTo }
  const input = { conversation: place.reference, activity: activity ?? null, ...thread }
  return String(perform(request, place.tenancy, 'bot-send', input).id)
}

function perform(
  { world, appId }: BotRequest,
  { profile }: Tenancy,
  mutation: string,
  input: { [name: string]: Json },
): { [name: string]: Json } {
  const result = world.perform(mutation, { tenantId: profile.tenantId, bot: appId, ...input })
  return isObject(result) ? result : {}
}

function checkActivity(activity: Json | undefined): void {
  if (!isObject(activity)) throw badSyntax('The activity is missing.')
  if (activity.type !== 'message') throw badArgument('Unknown activity type')
  const attachments = Array.isArray(activity.attachments) ? activity.attachments : []
  if (!activity.text && attachments.length === 0) throw badSyntax('The activity has neither text nor attachments.')
  for (const one of attachments)
    if (isObject(one) && one.contentType === ADAPTIVE_CARD && !isCard(one.content))
      throw badSyntax("The card could not be read: Property 'type' must be 'AdaptiveCard'")
  if (Buffer.byteLength(JSON.stringify(activity)) > TEAMS.activityBytes)
    throw new ConnectorError(413, 'MessageSizeTooBig', 'Message size too large.')
}

function keepToOwn({ appId }: BotRequest, { conversation }: Place, id: string): void {
  const message = conversation.thread.find(id)
  if (!message || message.properties.deletedDateTime !== null) throw noActivity()
  if (authorAppOf(message) !== appId)
    throw new ConnectorError(403, 'Forbidden', 'The bot is not allowed to change an activity of others.')
}

const noActivity = () =>
  new ConnectorError(404, 'ActivityNotFoundInConversation', 'The activity was not found in the conversation.')

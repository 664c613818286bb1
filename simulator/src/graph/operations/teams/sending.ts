import { isObject, type Json, textOf } from '../../../world/model.ts'
import { userIdentity, writtenBy } from '../../../world/teams/authors.ts'
import type { Conversation } from '../../../world/teams/conversation.ts'
import { post } from '../../../world/teams/posting.ts'
import type { Message } from '../../../world/teams/thread.ts'
import type { WriteContext } from '../../call.ts'
import { bodyOf, forbidden, instantIn, invalid, missing } from './body.ts'
import { type MessageInput, messageInput } from './message-input.ts'
import { callerOf, keepToMembers } from './places.ts'

const IMPORT_ONLY =
  'Message POST is allowed in application-only context only for import purposes. Refer to https://docs.microsoft.com/microsoftteams/platform/graph-api/import-messages/import-external-messages-to-teams for more details.'

/** Sends what the body says into a conversation: a person of it by themselves, an application only while it imports. */
export function send(context: WriteContext, conversation: Conversation, replyTo?: Message): Message {
  const given = bodyOf(context)
  const input = messageInput(given)
  const isMigrating = conversation.kind === 'channel' && conversation.state === 'migrating'
  if (context.token.isAppOnly) {
    if (!isMigrating) throw forbidden(IMPORT_ONLY)
    return post(context, conversation, { ...checked(context, input), ...imported(context, given), replyTo })
  }
  if (isMigrating) throw forbidden('The channel is in migration mode.')
  keepToMembers(context, conversation)
  const caller = callerOf(context)
  if (!caller) throw forbidden('The caller is not a member of the conversation.')
  if (given.createdDateTime !== undefined && given.createdDateTime !== null)
    throw invalid("'createdDateTime' can be set only while messages are imported.")
  return post(context, conversation, { ...checked(context, input), from: writtenBy(context.tenancy, caller), replyTo })
}

/** A message's parts with the people it mentions looked up. */
export function checked(context: WriteContext, input: MessageInput) {
  return { ...input, mentions: input.mentions.map((mention) => resolved(context, mention)) }
}

function resolved({ tenancy }: WriteContext, mention: { [name: string]: Json }): Json {
  const mentioned = isObject(mention.mentioned) ? mention.mentioned : {}
  if (!isObject(mentioned.user)) return mention
  const user = tenancy.findOf('user', String(mentioned.user.id))
  if (!user) throw missing(`The mentioned user ${String(mentioned.user.id)} does not exist.`)
  const identity = { ...userIdentity(tenancy, user), displayName: textOf(user, 'displayName') }
  return { ...mention, mentioned: { application: null, device: null, conversation: null, user: identity } }
}

/** Author and instant of an imported message (import-external-messages-to-teams). */
function imported({ tenancy, now }: WriteContext, given: { readonly [name: string]: Json }) {
  const writtenAt = instantIn(given, 'createdDateTime')
  if (writtenAt === undefined) throw invalid("'createdDateTime' is required for an imported message.")
  if (writtenAt > now) throw invalid("'createdDateTime' must not be in the future.")
  const from = isObject(given.from) ? given.from : {}
  const author = isObject(from.user) ? from.user : undefined
  if (!author || typeof author.id !== 'string') throw invalid("'from.user' is required for an imported message.")
  const user = tenancy.findOf('user', author.id)
  const identity = user
    ? userIdentity(tenancy, user)
    : { displayName: author.displayName ?? null, id: author.id, userIdentityType: author.userIdentityType ?? 'aadUser' }
  return { writtenAt, from: { application: null, device: null, user: identity } }
}

import { isObject, type Json } from '../../../world/model.ts'
import { userIdentity } from '../../../world/teams/authors.ts'
import type { Conversation } from '../../../world/teams/conversation.ts'
import { amend, emptied } from '../../../world/teams/posting.ts'
import type { Message } from '../../../world/teams/thread.ts'
import { type GraphAnswer, type GraphContext, noContent, type WriteContext } from '../../call.ts'
import type { Accepted, WriteRoute } from '../../route.ts'
import { bodyOf, forbidden, invalid, textIn } from './body.ts'
import { messageInput } from './message-input.ts'
import { callerOf, keepToMembers } from './places.ts'
import { checked } from './sending.ts'

/** A message that is there to be changed, and where it stands. */
export interface Found {
  readonly conversation: Conversation
  readonly message: Message
}

/** learn.microsoft.com/graph/api/chatmessage-update: what its author edits is replaced whole. */
function edit(context: WriteContext, { conversation, message }: Found) {
  keepToAuthor(context, message)
  const { properties } = message
  if (properties.deletedDateTime !== null) throw invalid('A deleted message cannot be changed.')
  const given = bodyOf(context)
  const { body, attachments, mentions, importance, subject } = checked(
    context,
    messageInput({ importance: properties.importance ?? 'normal', subject: properties.subject ?? null, ...given }),
  )
  const lastEditedDateTime = new Date(context.now).toISOString()
  const patch = { body: { ...body }, attachments, mentions, importance, subject, lastEditedDateTime }
  amend(context, conversation, message, patch)
  return noContent()
}

/** learn.microsoft.com/graph/api/chatmessage-softdelete */
function softDelete(context: WriteContext, { conversation, message }: Found) {
  keepToAuthor(context, message)
  if (message.properties.deletedDateTime === null) amend(context, conversation, message, emptied(context.now))
  return noContent()
}

/** learn.microsoft.com/graph/api/chatmessage-setreaction: each person has each reaction once. */
function setReaction(context: WriteContext, { conversation, message }: Found) {
  const { reactionType, caller, others } = reaction(context, { conversation, message })
  const own = {
    createdDateTime: new Date(context.now).toISOString(),
    displayName: null,
    reactionContentUrl: null,
    reactionType,
    user: { application: null, device: null, user: userIdentity(context.tenancy, caller) },
  }
  amend(context, conversation, message, { reactions: [...others, own] })
  return noContent()
}

/** learn.microsoft.com/graph/api/chatmessage-unsetreaction */
function unsetReaction(context: WriteContext, { conversation, message }: Found) {
  const { others } = reaction(context, { conversation, message })
  amend(context, conversation, message, { reactions: others })
  return noContent()
}

function reaction(context: WriteContext, { conversation, message }: Found) {
  keepToMembers(context, conversation)
  const caller = callerOf(context)
  if (!caller) throw forbidden('Only a person can react to a message.')
  const reactionType = textIn(bodyOf(context), 'reactionType')
  if (!reactionType) throw invalid("The property 'reactionType' is required.")
  const { reactions } = message.properties
  const others = (Array.isArray(reactions) ? reactions : []).filter((one) => !isOf(one, reactionType, caller.id))
  return { reactionType, caller, others }
}

function isOf(one: Json, reactionType: string, userId: string): boolean {
  if (!isObject(one) || one.reactionType !== reactionType || !isObject(one.user)) return false
  return isObject(one.user.user) && one.user.user.id === userId
}

function keepToAuthor(context: WriteContext, { properties }: Message): void {
  const { from } = properties
  const author = isObject(from) && isObject(from.user) ? from.user.id : undefined
  if (author === undefined || author !== callerOf(context)?.id)
    throw forbidden('Only the author of a message can change it.')
}

/** What a person may do with a message that is there, wherever it stands. */
export function messageChangeRoutes(
  template: string,
  find: (context: GraphContext) => Found,
  permissions: { readonly change: Accepted; readonly react: Accepted },
): WriteRoute[] {
  const action = (name: string, accepted: Accepted, work: (context: WriteContext, found: Found) => GraphAnswer) => ({
    method: 'POST' as const,
    template: `${template}/${name}`,
    service: 'teams' as const,
    permissions: accepted,
    write: (context: WriteContext) => work(context, find(context)),
  })
  return [
    {
      method: 'PATCH',
      template,
      service: 'teams',
      permissions: permissions.change,
      request: '#/$defs/microsoft.graph.chatMessage',
      write: (context) => edit(context, find(context)),
    },
    action('softDelete', permissions.change, softDelete),
    action('setReaction', permissions.react, setReaction),
    action('unsetReaction', permissions.react, unsetReaction),
  ]
}

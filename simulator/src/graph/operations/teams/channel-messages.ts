import type { Message } from '../../../world/teams/thread.ts'
import type { GraphContext, WriteContext } from '../../call.ts'
import type { Route } from '../../route.ts'
import { missing } from './body.ts'
import { type Found, messageChangeRoutes } from './message-changes.ts'
import { messageAnswer, messagesAnswer } from './messages.ts'
import { messagesDelta } from './messages-delta.ts'
import { CHANGE_CHANNEL_MESSAGE, REACT_IN_CHANNEL, READ_CHANNEL_MESSAGES } from './permissions.ts'
import { channelOf, keepToActive, keepToMembers, messageOf, teamOf } from './places.ts'
import { send } from './sending.ts'

function readable(context: GraphContext) {
  const channel = channelOf(context)
  keepToMembers(context, channel)
  return channel
}

function rootOf(context: GraphContext): { channel: ReturnType<typeof channelOf>; root: Message } {
  const channel = channelOf(context)
  return { channel, root: messageOf(context, channel, 2) }
}

function replyOf(context: GraphContext) {
  const { channel, root } = rootOf(context)
  const reply = messageOf(context, channel, 3)
  if (reply.replyToId !== root.id) throw missing(`No reply found with id ${reply.id}`)
  return { channel, root, reply }
}

function list(context: GraphContext) {
  const channel = readable(context)
  return messagesAnswer(context, channel, channel.thread.roots())
}

function one(context: GraphContext) {
  const channel = readable(context)
  return messageAnswer(context, channel, rootOf(context).root)
}

function replies(context: GraphContext) {
  const channel = readable(context)
  const { root } = rootOf(context)
  return messagesAnswer(context, channel, channel.thread.repliesTo(root.id), root)
}

function oneReply(context: GraphContext) {
  const channel = readable(context)
  const { root, reply } = replyOf(context)
  return messageAnswer(context, channel, reply, root)
}

/** learn.microsoft.com/graph/api/chatmessage-post */
function create(context: WriteContext) {
  const channel = channelOf(context)
  keepToActive(teamOf(context).team)
  return { ...messageAnswer(context, channel, send(context, channel)), status: 201 }
}

/** learn.microsoft.com/graph/api/chatmessage-post-replies: a reply to a reply is one to the first message. */
function reply(context: WriteContext) {
  const { channel, root } = rootOf(context)
  keepToActive(teamOf(context).team)
  return { ...messageAnswer(context, channel, send(context, channel, root), root), status: 201 }
}

const foundRoot = (context: GraphContext): Found => {
  const { channel, root } = rootOf(context)
  return { conversation: channel, message: root }
}

const foundReply = (context: GraphContext): Found => {
  const { channel, reply } = replyOf(context)
  return { conversation: channel, message: reply }
}

const CHANNEL = '/teams/{team-id}/channels/{channel-id}'
const MESSAGE = `${CHANNEL}/messages/{chatMessage-id}`
const REPLY = `${MESSAGE}/replies/{chatMessage-id1}`

const changing = { change: CHANGE_CHANNEL_MESSAGE, react: REACT_IN_CHANNEL }
const reading = { method: 'GET' as const, service: 'teams' as const, permissions: READ_CHANNEL_MESSAGES }
const MANY = '#/$defs/microsoft.graph.chatMessage!collection'
const ONE = '#/$defs/microsoft.graph.chatMessage'

/** Messages of channels: learn.microsoft.com/graph/api/resources/chatmessage. */
export const channelMessageRoutes: readonly Route[] = [
  { ...reading, template: `${CHANNEL}/messages`, answer: list },
  {
    ...reading,
    template: `${CHANNEL}/messages/delta`,
    response: MANY,
    answer: (context) => messagesDelta(context, readable(context)),
  },
  { ...reading, template: MESSAGE, response: ONE, answer: one },
  { ...reading, template: `${MESSAGE}/replies`, response: MANY, answer: replies },
  { ...reading, template: REPLY, response: ONE, answer: oneReply },
  { method: 'POST', template: `${CHANNEL}/messages`, service: 'teams', write: create },
  { method: 'POST', template: `${MESSAGE}/replies`, service: 'teams', write: reply },
  ...messageChangeRoutes(MESSAGE, foundRoot, changing),
  ...messageChangeRoutes(REPLY, foundReply, changing),
]

import type { Json } from '../../../world/model.ts'
import type { Channel } from '../../../world/teams/conversation.ts'
import type { GraphAnswer, GraphContext } from '../../call.ts'
import { GraphError } from '../../errors.ts'
import { TEAMS } from '../../limits.ts'
import { contextUrl } from '../../listing.ts'
import { OpaqueTokens } from '../../opaque.ts'
import { projectionOf } from '../../projection.ts'
import { invalid } from './body.ts'
import { messagesContext } from './messages.ts'

/**
 * New and changed messages of a channel, without replies (learn.microsoft.com/graph/api/chatmessage-delta): in the order
 * in which they last changed; a deleted one comes as itself, with deletedDateTime.
 */
export function messagesDelta(context: GraphContext, channel: Channel): GraphAnswer {
  const since = startOf(context)
  const size = sizeOf(context)
  const changed = channel.thread
    .roots()
    .filter(({ revision }) => revision > since)
    .sort((one, other) => one.revision - other.revision)
  const page = changed.slice(0, size)
  const project = projectionOf(context.tenancy, 'chatMessage', undefined)
  const isLast = page.length === changed.length
  const reached = isLast ? channel.thread.revision : (page.at(-1)?.revision ?? since)
  const link = linkTo(context, isLast ? '$deltatoken' : '$skiptoken', reached)
  const body: { [name: string]: Json } = {
    '@odata.context': contextUrl(context, messagesContext(channel)),
    [isLast ? '@odata.deltaLink' : '@odata.nextLink']: link,
    value: page.map(project),
  }
  return { status: 200, headers: {}, body }
}

function sizeOf({ query }: GraphContext): number {
  const { default: usual, maximum } = TEAMS.messagesPage
  const top = Number(query.get('$top') ?? usual)
  if (!Number.isInteger(top) || top < 1 || top > maximum)
    throw invalid(
      `The limit of '${maximum}' for Top query has been exceeded. The value from the incoming request is '${top}'.`,
    )
  return top
}

function startOf(context: GraphContext): number {
  const { query, path, world } = context
  const token = query.get('$skiptoken') ?? query.get('$deltatoken')
  if (token === undefined) return 0
  const content = new OpaqueTokens(world.seed).open(token)
  if (content?.path !== path || typeof content.since !== 'number')
    throw new GraphError(400, 'BadRequest', 'The delta token is not valid.')
  return content.since
}

function linkTo({ call, path, query, world }: GraphContext, name: string, since: number): string {
  const token = new OpaqueTokens(world.seed).seal({ path, since })
  const top = query.get('$top')
  return `${call.origin}/v1.0${path}?${top === undefined ? '' : `$top=${top}&`}${name}=${token}`
}

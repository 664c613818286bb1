import { isObject } from '../../../world/model.ts'
import type { Membership } from '../../../world/teams/members.ts'
import type { GraphAnswer, GraphContext } from '../../call.ts'
import { TEAMS } from '../../limits.ts'
import { single } from '../single.ts'
import { teamsList } from './listing.ts'

const TYPE = '#microsoft.graph.aadUserConversationMember'

/** A list of conversationMembers; each says its type. */
export function membersAnswer(context: GraphContext, members: Iterable<Membership>, contextName: string): GraphAnswer {
  return teamsList(context, {
    items: [...members],
    kind: 'aadUserConversationMember',
    contextName,
    maximumTop: TEAMS.membersPage,
    isTyped: true,
  })
}

export function memberAnswer(context: GraphContext, member: Membership, contextName: string): GraphAnswer {
  const answer = single(context, member, contextName)
  return isObject(answer.body) ? { ...answer, body: { '@odata.type': TYPE, ...answer.body } } : answer
}

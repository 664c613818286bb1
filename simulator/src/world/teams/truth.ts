import { isoSeconds } from '../clock.ts'
import { isObject, type Json } from '../model.ts'
import type { Tenancy } from '../tenancy.ts'
import type { World } from '../world.ts'
import { cardProblems } from './adaptive-card.ts'
import { ADAPTIVE_CARD } from './posting.ts'
import type { Message } from './thread.ts'
import { workflowAddresses, workflowState } from './workflow.ts'

/** What Teams keeps that Graph does not show: workflows with their runs, notifications, apps, and cards that do not show. */
export function teamsTruth(world: World, tenancy: Tenancy): { [name: string]: Json } {
  const { teamwork } = tenancy
  return {
    workflows: Array.from(teamwork.workflows.values(), (workflow) => ({
      id: workflow.id,
      owner: workflow.ownerId,
      team: workflow.teamId,
      channel: workflow.channelId,
      state: workflowState(tenancy, workflow),
      ...workflowAddresses(world.seed, tenancy, workflow),
      runs: workflow.runs.map((run) => ({
        id: run.id,
        status: run.status,
        at: isoSeconds(run.at),
        messageIds: [...run.messageIds],
        deadButtons: [...run.deadButtons],
        problems: [...run.problems],
        error: run.error ? { ...run.error } : null,
      })),
    })),
    notifications: teamwork.notifications.map((one) => ({
      ...one,
      at: isoSeconds(one.at),
      previewText: one.previewText ?? null,
      chainId: one.chainId ?? null,
    })),
    apps: Array.from(teamwork.apps.values(), ({ id, displayName, appId }) => ({ id, displayName, appId })),
    unshownCards: unshownCards(world, tenancy),
  }
}

/** Cards that were taken and that a client would not show as they are meant. */
function unshownCards(world: World, { teamwork }: Tenancy): Json[] {
  const channels = Array.from(teamwork.teams(world.now())).flatMap(({ team }) => [...team.channels.values()])
  return [...channels, ...teamwork.chats.values()].flatMap(({ id, thread }) => {
    const messages = thread.roots().flatMap((root) => [root, ...thread.repliesTo(root.id)])
    return messages.flatMap((message) => {
      const problems = cardsOf(message).flatMap(cardProblems)
      return problems.length === 0 ? [] : [{ conversation: id, message: message.id, problems }]
    })
  })
}

/** The Adaptive Cards of a message. */
export function cardsOf({ properties }: Message): Json[] {
  const { attachments } = properties
  const cards = Array.isArray(attachments) ? attachments.filter(isObject) : []
  return cards.flatMap(({ contentType, content }) => {
    if (contentType !== ADAPTIVE_CARD || typeof content !== 'string') return []
    const card: Json = JSON.parse(content)
    return [card]
  })
}

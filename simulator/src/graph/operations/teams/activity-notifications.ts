import { type Entity, isObject, type Json } from '../../../world/model.ts'
import { filledTemplate, notify } from '../../../world/teams/activity-feed.ts'
import { hasInstalled, type Installations, type TeamsApp } from '../../../world/teams/apps.ts'
import { isInTeam } from '../../../world/teams/members.ts'
import { type GraphContext, noContent, type WriteContext } from '../../call.ts'
import type { Route } from '../../route.ts'
import { named } from '../single.ts'
import { bodyOf, forbidden, invalid, missing, objectsIn, textIn } from './body.ts'
import { SEND_ACTIVITY } from './permissions.ts'
import { chatOf, teamOf } from './places.ts'

/** The reserved type whose text the sender writes (send-activity-feed-notification: systemDefault). */
const FREE_TEXT = { type: 'systemDefault', templateText: '{systemDefaultText}' } as const

interface Target {
  readonly recipient: Entity
  /** Where the sender's app must be installed: any of these. */
  readonly places: readonly Installations[]
}

function person(context: WriteContext): Target {
  const recipient = named(context, 'user')
  return { recipient, places: [context.tenancy.teamwork.personalApps(recipient.id)] }
}

function memberOfTeam(context: WriteContext): Target {
  const { team } = teamOf(context)
  const recipient = recipientIn(context)
  if (!isInTeam(context.tenancy, team.id, recipient.id)) throw forbidden('The recipient is not a member of the team.')
  return { recipient, places: [team.apps] }
}

function memberOfChat(context: WriteContext): Target {
  const chat = chatOf(context)
  const recipient = recipientIn(context)
  if (!chat.roster.has(recipient.id)) throw forbidden('The recipient is not a member of the chat.')
  return { recipient, places: [chat.apps, context.tenancy.teamwork.personalApps(recipient.id)] }
}

function recipientIn(context: GraphContext): Entity {
  const { recipient } = bodyOf(context)
  const type = isObject(recipient) ? textIn(recipient, '@odata.type')?.replace(/^#/, '') : undefined
  if (!isObject(recipient) || type !== 'microsoft.graph.aadUserNotificationRecipient')
    throw invalid("The property 'recipient' must be an aadUserNotificationRecipient.")
  const id = textIn(recipient, 'userId') ?? ''
  const user = context.tenancy.findOf('user', id.toLowerCase())
  if (!user) throw missing(`No user found with id ${id}`)
  return user
}

/** learn.microsoft.com/graph/api/userteamwork-sendactivitynotification */
const send = (find: (context: WriteContext) => Target) => (context: WriteContext) => {
  const { recipient, places } = find(context)
  const body = bodyOf(context)
  const topic = topicIn(body)
  const activityType = textIn(body, 'activityType') ?? ''
  const app = installedApp(context, places)
  const known = [...app.activityTypes, FREE_TEXT].find(({ type }) => type === activityType)
  if (!known) throw invalid(`The activity type '${activityType}' is not declared in the manifest of the app.`)
  const parameters = new Map(
    objectsIn(body, 'templateParameters').map((one) => [textIn(one, 'name') ?? '', textIn(one, 'value') ?? '']),
  )
  const text = filledTemplate(known.templateText, parameters)
  if (text === undefined)
    throw invalid(`The template of '${activityType}' needs parameters that are not given: '${known.templateText}'.`)
  const { chainId, previewText } = body
  if (chainId !== undefined && chainId !== null && typeof chainId !== 'number')
    throw invalid("Invalid value specified for property 'chainId'.")
  notify(context.tenancy.teamwork.notifications, {
    at: context.now,
    appId: app.appId,
    recipientId: recipient.id,
    activityType,
    text,
    previewText: isObject(previewText) ? textIn(previewText, 'content') : undefined,
    topic,
    chainId: typeof chainId === 'number' ? chainId : undefined,
  })
  return noContent()
}

/** Ibid., topic: an address of Graph, or free text with a deep link into Teams. */
function topicIn(body: { readonly [name: string]: Json }): { [name: string]: Json } {
  const { topic } = body
  if (!isObject(topic) || !textIn(topic, 'value')) throw invalid("The property 'topic' with its 'value' is required.")
  const source = textIn(topic, 'source')
  const [value, webUrl] = [textIn(topic, 'value') ?? '', textIn(topic, 'webUrl')]
  if (source === 'entityUrl') {
    if (!/^https:\/\/graph\.microsoft\.com\/(v1\.0|beta)\//.test(value))
      throw invalid("The 'value' of a topic whose source is 'entityUrl' must be an address of Microsoft Graph.")
    return topic
  }
  if (source !== 'text') throw invalid("The 'source' of a topic must be 'entityUrl' or 'text'.")
  if (webUrl === undefined) throw invalid("'webUrl' is required when the source of the topic is 'text'.")
  if (!/^https:\/\/teams\.microsoft\.com\/l\//.test(webUrl)) throw invalid("'webUrl' must be a deep link into Teams.")
  return topic
}

function installedApp({ token }: WriteContext, places: readonly Installations[]): TeamsApp {
  for (const place of places) {
    const app = hasInstalled(place, token.appId)
    if (app) return app
  }
  throw forbidden(
    `Application with AAD App Id '${token.appId}' is not authorized to generate notifications to the recipient. Ensure that the expected Teams app is installed in the target scope (user, team, or chat).`,
  )
}

function route(template: string, find: (context: WriteContext) => Target): Route {
  return { method: 'POST', template, service: 'teams', permissions: SEND_ACTIVITY, write: send(find) }
}

/** Notifications in people's activity feeds: learn.microsoft.com/graph/teams-send-activityfeednotifications. */
export const activityNotificationRoutes: readonly Route[] = [
  route('/users/{user-id}/teamwork/sendActivityNotification', person),
  route('/teams/{team-id}/sendActivityNotification', memberOfTeam),
  route('/chats/{chat-id}/sendActivityNotification', memberOfChat),
]

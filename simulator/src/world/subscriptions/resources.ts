import type { ChangeType, ResourceChange } from '../feed.ts'
import { fit } from './resource-path.ts'
import type { Subscription } from './subscription.ts'

/** Something to which change notifications can be subscribed. */
export interface SubscribableResource {
  /** Graph's type name of what the notifications tell of. */
  readonly type: string
  readonly service: 'directory' | 'exchange' | 'sharePoint' | 'teams'
  /** Each way to ask for it, with the changes it covers: names in braces stand for the same thing on both sides. */
  readonly paths: { readonly [template: string]: readonly string[] }
  readonly changeTypes: readonly ChangeType[]
  /** The longest life in minutes, and that of one whose notifications carry resource data where it differs. */
  readonly maximumMinutes: number
  readonly richMinutes?: number
  /** Whether notifications can carry resource data; `selected` when only with a `$select`. */
  readonly rich: boolean | 'selected'
  /** Permission names of which the caller needs one. */
  readonly application: readonly string[]
  readonly delegated: readonly string[]
}

const EVERY_CHANGE: readonly ChangeType[] = ['created', 'updated', 'deleted']

const MESSAGES = 'teams/{team}/channels/{channel}/messages'

const EVENTS = ['users/{user}/events/*', 'users/{user}/calendar/events/*', 'users/{user}/calendars/*/events/*']

const OUTLOOK = {
  service: 'exchange',
  changeTypes: EVERY_CHANGE,
  maximumMinutes: 4_230,
  richMinutes: 1_440,
  rich: 'selected',
} as const

const TEAMS = { service: 'teams', changeTypes: EVERY_CHANGE, maximumMinutes: 4_320, rich: true } as const

const DIRECTORY = { service: 'directory', changeTypes: EVERY_CHANGE, maximumMinutes: 41_760, rich: false } as const

const same = (...names: string[]) => ({ application: names, delegated: names })

/**
 * What can be subscribed to, in which words, for how long and with which permission: one table for creation, renewal,
 * delivery and lifecycle (learn.microsoft.com/graph/api/subscription-post-subscriptions, Permissions;
 * …/graph/change-notifications-overview, Supported resources and Subscription lifetime).
 */
const SUBSCRIBABLE: readonly SubscribableResource[] = [
  {
    ...DIRECTORY,
    type: 'user',
    paths: { users: ['users/*'], 'users/{user}': ['users/{user}'] },
    ...same('User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'),
  },
  {
    ...DIRECTORY,
    type: 'group',
    paths: {
      groups: ['groups/*'],
      'groups/{group}': ['groups/{group}'],
      'groups/{group}/members': ['groups/{group}/members'],
    },
    ...same('Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'),
  },
  {
    ...OUTLOOK,
    type: 'event',
    paths: {
      'users/{user}/events': EVENTS,
      'users/{user}/calendar/events': EVENTS,
    },
    ...same('Calendars.Read', 'Calendars.ReadWrite'),
  },
  {
    ...OUTLOOK,
    type: 'message',
    paths: {
      'users/{user}/messages': ['users/{user}/messages/*', 'users/{user}/mailFolders/*/messages/*'],
      'users/{user}/mailFolders/{folder}/messages': ['users/{user}/mailFolders/{folder}/messages/*'],
    },
    ...same('Mail.ReadBasic', 'Mail.ReadBasic.All', 'Mail.Read', 'Mail.ReadWrite'),
  },
  {
    ...OUTLOOK,
    type: 'contact',
    paths: { 'users/{user}/contacts': ['users/{user}/contacts/*'] },
    ...same('Contacts.Read', 'Contacts.ReadWrite'),
  },
  {
    type: 'list',
    service: 'sharePoint',
    paths: { 'sites/{site}/lists/{list}': ['sites/{site}/lists/{list}', 'sites/{site}/lists/{list}/items/*'] },
    // Ibid.: "Drive root item and list change notifications support only the updated changeType."
    changeTypes: ['updated'],
    maximumMinutes: 42_300,
    rich: false,
    ...same('Sites.ReadWrite.All', 'Sites.Manage.All', 'Sites.FullControl.All'),
  },
  {
    ...TEAMS,
    type: 'chatMessage',
    paths: { [MESSAGES]: [`${MESSAGES}/*`, `${MESSAGES}/*/replies/*`] },
    ...same('ChannelMessage.Read.All'),
  },
  {
    ...TEAMS,
    type: 'chatMessage',
    paths: {
      'teams/getAllMessages': ['teams/*/channels/*/messages/*', 'teams/*/channels/*/messages/*/replies/*'],
    },
    application: ['ChannelMessage.Read.All'],
    delegated: [],
  },
  {
    ...TEAMS,
    type: 'chatMessage',
    paths: { 'chats/{chat}/messages': ['chats/{chat}/messages/*'] },
    application: ['Chat.Read.All', 'Chat.ReadWrite.All'],
    delegated: ['Chat.Read', 'Chat.ReadWrite'],
  },
  {
    ...TEAMS,
    type: 'chatMessage',
    paths: { 'chats/getAllMessages': ['chats/*/messages/*'] },
    application: ['Chat.Read.All', 'Chat.ReadWrite.All'],
    delegated: [],
  },
  {
    ...TEAMS,
    type: 'channel',
    paths: {
      'teams/getAllChannels': ['teams/*/channels/*'],
      'teams/{team}/channels': ['teams/{team}/channels/*'],
    },
    ...same('Channel.ReadBasic.All', 'ChannelSettings.Read.All', 'ChannelSettings.ReadWrite.All'),
  },
  {
    ...TEAMS,
    type: 'chat',
    paths: { chats: ['chats/*'], 'chats/{chat}': ['chats/{chat}'] },
    application: ['Chat.ReadBasic.All', 'Chat.Read.All', 'Chat.ReadWrite.All'],
    delegated: ['Chat.ReadBasic', 'Chat.Read', 'Chat.ReadWrite'],
  },
  {
    ...TEAMS,
    type: 'team',
    paths: { teams: ['teams/*'], 'teams/{team}': ['teams/{team}'] },
    ...same('Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All'),
  },
]

/** Which lifecycle events a resource knows besides `reauthorizationRequired` (change-notifications-lifecycle-events). */
export function lifecycleEventsOf({ service, type }: SubscribableResource): readonly LifecycleEvent[] {
  if (service === 'exchange') return ['reauthorizationRequired', 'subscriptionRemoved', 'missed']
  if (type === 'chatMessage') return ['reauthorizationRequired', 'subscriptionRemoved']
  return ['reauthorizationRequired']
}

export type LifecycleEvent = 'reauthorizationRequired' | 'subscriptionRemoved' | 'missed'

/** The row of the table that a path names; undefined for what cannot be subscribed to. */
export function subscribable(path: readonly string[]): SubscribableResource | undefined {
  return SUBSCRIBABLE.find(({ paths }) => Object.keys(paths).some((template) => fit(template, path) !== undefined))
}

/** Whether a change is one that the subscription is to be told of. */
export function covers(subscription: Subscription, change: ResourceChange): boolean {
  const resource = subscribable(subscription.path)
  if (!resource) return false
  // A list has no other change than its update; whatever happens to its items is one.
  const told = resource.type === 'list' ? 'updated' : change.changeType
  if (!subscription.changeTypes.includes(told)) return false
  const changed = change.resource.split('/')
  // A changed membership is a change of the group, and the only one that its members are watched for.
  const path =
    subscription.path.at(-1) === 'members' && change.relation === 'members' ? [...changed, 'members'] : changed
  return Object.entries(resource.paths).some(([template, changes]) => {
    const names = fit(template, subscription.path)
    return names !== undefined && changes.some((one) => fit(one, path, names) !== undefined)
  })
}

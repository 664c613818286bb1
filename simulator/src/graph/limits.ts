import type { Service } from './route.ts'

/** Every limit of the simulated Graph in one place, each with where it is documented. Confidence: graph documentation unless marked. */

/** Page sizes. */
export const PAGES = {
  /** learn.microsoft.com/graph/api/user-list ($top): default 100, at most 999. */
  defaultSize: 100,
  maximumSize: 999,
  /** learn.microsoft.com/graph/api/user-list: `$select=signInActivity` lowers the page to 500. */
  withSignInActivity: 500,
  /** learn.microsoft.com/graph/query-parameters#expand: the outer page of an `$expand` of directory objects. */
  withExpand: 100,
  /** Ibid.: at most 20 related objects, without a nextLink. */
  expandedItems: 20,
  /** learn.microsoft.com/graph/api/signin-list: default and maximum 1,000, newest first. */
  reports: 1000,
} as const

/** learn.microsoft.com/graph/delta-query-groups and -users: a page is about 200 objects or 500 links. */
export const DELTA = {
  objectsPerPage: 200,
  linksPerPage: 500,
  /** learn.microsoft.com/graph/delta-query-overview#limitations: `$filter=id eq` takes at most 50 ids. */
  filteredIds: 50,
  /** Ibid., Token duration: 7 days for directory objects. */
  tokenLifeMs: 7 * 24 * 3_600_000,
} as const

/** Change notification subscriptions; how long each may live stands with the resources that can be watched. */
export const SUBSCRIPTIONS = {
  /** learn.microsoft.com/graph/api/resources/subscription: clientState. */
  clientStateLength: 128,
  /** learn.microsoft.com/graph/change-notifications-with-resource-data: the certificate's id and key. */
  certificateIdLength: 128,
  rsaBits: { least: 2048, most: 4096 },
  /** Above so many minutes a Teams resource needs a lifecycleNotificationUrl (unconfirmed). */
  unwatchedTeamsMinutes: 60,
  /** learn.microsoft.com/graph/change-notifications-overview: directory objects (the third is unconfirmed). */
  quotas: { perApp: 50_000, perTenant: 1_000, perAppAndTenant: 100 },
} as const

export const BATCH = {
  /** learn.microsoft.com/graph/json-batching: at most 20 requests. */
  requests: 20,
  /** learn.microsoft.com/graph/throttling-limits#outlook-service-limits: requests to one mailbox at a time. */
  atOnceInOutlook: 4,
} as const

/** learn.microsoft.com/graph/api/directoryobject-getbyids: at most 1,000 ids. */
export const GET_BY_IDS = 1000

/** learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits: units per 10 s per application and tenancy, by users. */
export const RESOURCE_UNITS = {
  windowSeconds: 10,
  tiers: [
    { below: 50, units: 3_500 },
    { below: 500, units: 5_000 },
    { below: Number.POSITIVE_INFINITY, units: 8_000 },
  ],
  /** From this share of the limit the answer carries x-ms-throttle-limit-percentage. */
  announceFrom: 0.8,
} as const

/** Ibid.: what is written, per application and tenancy. */
export const WRITES = { requests: 3_000, windowSeconds: 150 } as const

/** A request rate of a service beside the directory's resource units. */
export interface Rate {
  readonly requests: number
  readonly windowSeconds: number
  /** What has a bucket of its own, within one tenancy. */
  readonly per: 'application' | 'tenancy' | 'application and mailbox' | 'application and team'
  readonly code: string
  /** The more specific code inside `innerError`. */
  readonly innerCode?: string
  /** Some services say when to come back, and some do not. */
  readonly saysRetryAfter: boolean
  /** Only requests that change something count. */
  readonly writesOnly?: boolean
}

/**
 * learn.microsoft.com/graph/throttling-limits, by service; graph-facts marks them as numbers that may have moved. The
 * 10,000 requests of Outlook are per 10 minutes. SharePoint's are resource units per minute of the smallest tenancy.
 */
export const RATES: { readonly [service in Service]?: readonly Rate[] } = {
  reports: [rate(5, 10, 'application', 'TooManyRequests')],
  identityProtection: [{ ...rate(1, 1, 'tenancy', 'TooManyRequests'), saysRetryAfter: false }],
  exchange: [rate(10_000, 600, 'application and mailbox', 'ApplicationThrottled')],
  sharePoint: [{ ...rate(1_200, 60, 'application', 'activityLimitReached'), innerCode: 'throttledRequest' }],
  teams: [
    rate(30, 1, 'application', 'TooManyRequests'),
    { ...rate(4, 1, 'application and team', 'TooManyRequests'), writesOnly: true },
  ],
}

function rate(requests: number, windowSeconds: number, per: Rate['per'], code: string): Rate {
  return { requests, windowSeconds, per, code, saysRetryAfter: true }
}

/** Ibid., "Request cost": base units per GET; whatever is not listed costs 1. Longest template first. */
export const UNIT_COSTS: readonly { readonly pattern: RegExp; readonly units: number }[] = [
  { pattern: /^\/groups\/[^/]+\/members/, units: 3 },
  { pattern: /^\/groups\/[^/]+\/transitiveMembers/, units: 5 },
  { pattern: /^\/[^/]+(\/[^/]+)?\/memberOf/, units: 2 },
  { pattern: /^\/[^/]+(\/[^/]+)?\/transitiveMemberOf/, units: 2 },
  { pattern: /^\/users\/[^/]+\/(ownedObjects|licenseDetails)/, units: 2 },
  { pattern: /\/appRoleAssignments/, units: 2 },
  { pattern: /\/oauth2PermissionGrants/, units: 2 },
  { pattern: /^\/directoryObjects\/getByIds/, units: 3 },
  { pattern: /^\/subscribedSkus/, units: 3 },
  { pattern: /^\/users\/delta/, units: 1 },
  { pattern: /^\/applications\/delta/, units: 1 },
  { pattern: /^\/(users|applications)(\/[^/]+)?$/, units: 2 },
]

/** How many objects one request may look at for a filtered page before it answers a short page with a nextLink. */
export const SCAN_PER_PAGE = 50_000

/** Teams: learn.microsoft.com/microsoftteams/limits-specifications-teams, and learn.microsoft.com/graph/throttling-limits#microsoft-teams-service-limits. */
export const TEAMS = {
  /** learn.microsoft.com/graph/api/channel-list-messages ($top): default 20, at most 50; the same in chats. */
  messagesPage: { default: 20, maximum: 50 },
  /** Ibid.: how many replies `$expand=replies` shows. */
  expandedReplies: 200,
  /** learn.microsoft.com/graph/api/chat-list ($top): at most 50. */
  chatsPage: 50,
  /** learn.microsoft.com/graph/api/team-list-members ($top): at most 999. */
  membersPage: 999,
  /** A message with its cards, in bytes: limits-specifications-teams#chat, about 28 KB. */
  messageBytes: 28 * 1024,
  /** A bot's activity with its cards, in bytes: learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages. */
  activityBytes: 100 * 1024,
  channelsPerTeam: 1000,
  privateChannelsPerTeam: 30,
  /** limits-specifications-teams: a channel's name. */
  channelNameLength: 50,
  /** People in one group chat. */
  chatMembers: 250,
  /** learn.microsoft.com/graph/teams-send-activityfeednotifications: the preview shows 150 characters. */
  previewLength: 150,
  /** Requests per second by application and tenancy; `perPlace` by application and team, channel or chat. */
  rates: {
    get: 30,
    listChannelsOrMembers: 60,
    getMessages: 20,
    postChannelMessage: 50,
    postChatMessage: 20,
    perPlace: 4,
    sendActivityNotification: 5,
  },
  /** Messages a day by application and channel. */
  messagesPerDay: 3_000,
} as const

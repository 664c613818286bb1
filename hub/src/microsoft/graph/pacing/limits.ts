/** Microsoft's limits, by what they count. */
export type LimitName =
  | 'directory'
  | 'directoryWrites'
  | 'reports'
  | 'usageReports'
  | 'identityProtection'
  | 'outlook'
  | 'sharePoint'
  | 'teams'
  | 'teamsPlace'

/** What is known of a tenancy's size; the smallest is assumed of what is not. */
export interface TenancySize {
  readonly people?: number | undefined
  readonly licences?: number | undefined
}

/** A limit as a token bucket: it holds `units` at most and fills from empty in `perMs` milliseconds. */
export interface Pace {
  readonly units: number
  readonly perMs: number
}

export interface Limit {
  /** who has an account of their own, beside the tenancy */
  readonly per: 'application' | 'tenancy' | 'application and place'
  readonly pace: (size: TenancySize) => Pace
  /** requests under way at the same time */
  readonly atOnce?: number
  /** the header fields by which this limit tells how much of it is used */
  readonly tells: 'throttle-limit-percentage' | 'rate-limit' | 'nothing'
  readonly source: string
}

const pages = 'learn.microsoft.com/graph/throttling-limits'
const seconds = (count: number): number => count * 1_000

/** The first step that the count fits under. */
const stepped =
  (steps: readonly (readonly [below: number, units: number])[], otherwise: number) =>
  (count: number): number =>
    steps.find(([below]) => count < below)?.[1] ?? otherwise

const directoryUnits = stepped(
  [
    [50, 3_500],
    [501, 5_000],
  ],
  8_000,
)

const sharePointUnits = stepped(
  [
    [1_001, 1_200],
    [5_001, 2_400],
    [15_001, 3_600],
    [50_001, 4_800],
  ],
  6_000,
)

const fixed = (units: number, perMs: number) => (): Pace => ({ units, perMs })

/**
 * Every limit that is paced by, with the page that states it. Figures may move; this is the only place that knows them. Not paced by: limits
 * of an application over all tenancies (150,000 units per 20 s), daily ones (3,000 messages to a channel, SharePoint's), bytes uploaded.
 */
export const limits: Readonly<Record<LimitName, Limit>> = {
  /** resource units, by the tenancy's people */
  directory: {
    per: 'application',
    pace: ({ people = 0 }) => ({ units: directoryUnits(people), perMs: seconds(10) }),
    tells: 'throttle-limit-percentage',
    source: `${pages}#identity-and-access-service-limits`,
  },
  /** requests that change something in the directory, in addition to their resource units */
  directoryWrites: {
    per: 'application',
    pace: fixed(3_000, seconds(150)),
    tells: 'nothing',
    source: `${pages}#identity-and-access-service-limits`,
  },
  /** audit and sign-in logs, and what is reported of them */
  reports: {
    per: 'application',
    pace: fixed(5, seconds(10)),
    tells: 'nothing',
    source: `${pages}#identity-and-access-reports-service-limits`,
  },
  /** Microsoft 365's reports of usage, each by itself */
  usageReports: {
    per: 'application and place',
    pace: fixed(14, seconds(600)),
    tells: 'nothing',
    source: `${pages}#microsoft-365-reports-service-limits`,
  },
  /** risk and conditional access; one tenancy's for all its applications, and a 429 without Retry-After */
  identityProtection: {
    per: 'tenancy',
    pace: fixed(1, seconds(1)),
    tells: 'nothing',
    source: `${pages}#identity-protection-and-conditional-access-service-limits`,
  },
  /** mail, calendars, contacts; the place is the mailbox */
  outlook: {
    per: 'application and place',
    pace: fixed(10_000, seconds(600)),
    atOnce: 4,
    tells: 'nothing',
    source: `${pages}#outlook-service-limits`,
  },
  /** SharePoint's own resource units, by the licences bought */
  sharePoint: {
    per: 'application',
    pace: ({ licences = 0 }) => ({ units: sharePointUnits(licences), perMs: seconds(60) }),
    tells: 'rate-limit',
    source:
      'learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online',
  },
  teams: {
    per: 'application',
    pace: fixed(30, seconds(1)),
    tells: 'nothing',
    source: `${pages}#microsoft-teams-service-limits`,
  },
  /** in addition to `teams`; the place is a team with its channels, or a chat */
  teamsPlace: {
    per: 'application and place',
    pace: fixed(4, seconds(1)),
    tells: 'nothing',
    source: `${pages}#microsoft-teams-service-limits`,
  },
}

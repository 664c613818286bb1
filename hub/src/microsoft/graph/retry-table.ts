import type { ExpiryReason } from './failures.ts'

/** What one try came to. */
export type Outcome =
  | { readonly kind: 'answer'; readonly status: number; readonly codes: readonly string[] }
  /** no connection: refused, reset, no name, bad certificate */
  | { readonly kind: 'network' }
  /** no answer within the time of one request */
  | { readonly kind: 'timeout' }
  /** a success whose body was cut off or is not JSON */
  | { readonly kind: 'unreadable' }

export type FinalFailure =
  | 'permission_missing'
  | 'licence_missing'
  | 'not_found'
  | 'token_rejected'
  | 'unreadable'
  | 'throttled'
  | 'unavailable'
  | 'refused'
  | 'answer_lost'

export type Action =
  | { readonly do: 'accept' }
  /** wait as Retry-After says, else back off; at most `tries` tries in all, then give up as `finally` */
  | { readonly do: 'wait'; readonly tries: number; readonly finally: FinalFailure; readonly throttled: boolean }
  /** take a new token and try again, once; then give up as `token_rejected` */
  | { readonly do: 'new_token' }
  | { readonly do: 'expired'; readonly reason: ExpiryReason }
  | { readonly do: 'fail'; readonly failure: FinalFailure }

interface Row {
  readonly status?: number | readonly [from: number, to: number]
  /** any of these in `error.code` or an inner code, whatever the case of letters */
  readonly codes?: readonly string[]
  readonly kind?: Outcome['kind']
  readonly action: Action
}

const wait = (tries: number, failure: FinalFailure, throttled = false): Action => ({
  do: 'wait',
  tries,
  finally: failure,
  throttled,
})
const expired = (reason: ExpiryReason): Action => ({ do: 'expired', reason })
const fail = (failure: FinalFailure): Action => ({ do: 'fail', failure })

/** Bounded by the time budget of a request rather than by a count. */
const untilBudgetEnds = 1_000

/**
 * THE retry table: the first row that fits decides. Sources: learn.microsoft.com/graph/errors, /graph/throttling, /graph/delta-query-overview,
 * /graph/best-practices-concept; (field) = seen in other projects' threads only.
 */
export const retryTable: readonly Row[] = [
  { status: [200, 299], action: { do: 'accept' } },

  // A lost place in a delta round. The name of the code differs from page to page of the documentation, and the status too (400 or 410).
  { codes: ['syncStateNotFound', 'resyncStateNotFound'], action: expired('sync_state_not_found') },
  {
    codes: ['resyncRequired', 'resyncApplyDifferences', 'resyncUploadDifferences'],
    action: expired('resync_required'),
  },
  { status: 410, action: expired('gone') },
  { status: 400, codes: ['Directory_ExpiredPageToken'], action: expired('page_token_expired') },

  // Patience. Retry-After may be absent (Identity Protection) or decimal; 423 and 509 are SharePoint's and bandwidth's ways of saying it.
  { status: 429, action: wait(untilBudgetEnds, 'throttled', true) },
  { status: 509, action: wait(untilBudgetEnds, 'throttled', true) },
  {
    status: 503,
    codes: ['activityLimitReached', 'TooManyRequests', 'ApplicationThrottled'],
    action: wait(untilBudgetEnds, 'throttled', true),
  },

  // A token that died mid-run, or continuous access evaluation.
  { status: 401, action: { do: 'new_token' } },

  // This 403 is known to appear now and then on licensed tenancies too (field), so it is believed at the third time only.
  { status: 403, codes: ['Authentication_RequestFromNonPremiumTenantOrB2CTenant'], action: wait(3, 'licence_missing') },
  { status: 403, codes: ['Directory_QuotaExceeded'], action: fail('refused') },
  { status: 403, action: fail('permission_missing') },

  { status: 404, action: fail('not_found') },
  { status: 408, action: wait(6, 'unavailable') },
  { status: 501, action: fail('refused') },
  { status: [500, 599], action: wait(6, 'unavailable') },

  { kind: 'network', action: wait(6, 'unavailable') },
  { kind: 'timeout', action: wait(4, 'unavailable') },
  { kind: 'unreadable', action: wait(4, 'unreadable') },

  // 3xx: Graph never redirects what the hub reads, and a token must not follow. Other 4xx: the request itself is wrong; again is no use.
  { status: [100, 499], action: fail('refused') },
]

/** What to do about an outcome, by the table. */
export function actionFor(outcome: Outcome): Action {
  return retryTable.find((row) => fits(row, outcome))?.action ?? fail('refused')
}

/**
 * The same for a request that must not be done twice: where waiting would follow because nobody knows whether it was done, the answer
 * is lost, and whoever asked reads before asking again. What was throttled was not done (learn.microsoft.com/graph/throttling).
 */
export function actionForOnce(outcome: Outcome): Action {
  const action = actionFor(outcome)
  return action.do === 'wait' && !action.throttled ? fail('answer_lost') : action
}

function fits(row: Row, outcome: Outcome): boolean {
  if (outcome.kind !== 'answer') return row.kind === outcome.kind
  if (row.kind !== undefined) return false
  if (row.status !== undefined && !inRange(row.status, outcome.status)) return false
  const codes = row.codes
  return (
    codes === undefined ||
    outcome.codes.some((code) => codes.some((known) => known.toLowerCase() === code.toLowerCase()))
  )
}

const inRange = (range: number | readonly [number, number], status: number): boolean =>
  typeof range === 'number' ? status === range : status >= range[0] && status <= range[1]

/** What is known about the request that failed. The path carries no query, so no page token and no filter value. */
export interface FailureFacts {
  readonly path: string
  readonly status?: number
  /** Graph's `error.code` */
  readonly code?: string
  /** for Microsoft's support */
  readonly requestId?: string
}

/** Everything that a Graph call may end with in place of an answer. `kind` is closed; the message is a sentence with the next step. */
export abstract class GraphFailure extends Error {
  abstract readonly kind: string
  readonly facts: FailureFacts

  constructor(sentence: string, facts: FailureFacts) {
    super(sentence)
    this.name = new.target.name
    this.facts = facts
  }
}

/** 403: the token lacks a permission for this path. */
export class PermissionMissing extends GraphFailure {
  readonly kind = 'permission_missing'
  constructor(facts: FailureFacts) {
    super(
      `Microsoft Graph does not allow reading ${facts.path}. Compare the connection's permissions and give the missing one again.`,
      facts,
    )
  }
}

/** 403 `Authentication_RequestFromNonPremiumTenantOrB2CTenant`: the tenancy has no Entra ID P1 or P2 for this. */
export class LicenceMissing extends GraphFailure {
  readonly kind = 'licence_missing'
  constructor(facts: FailureFacts) {
    super(
      `Microsoft gives ${facts.path} only to tenancies with Entra ID P1 or P2. Turn this part off, or buy the licence.`,
      facts,
    )
  }
}

/** 404, or 400 for a segment that is not there. */
export class ObjectNotFound extends GraphFailure {
  readonly kind = 'not_found'
  constructor(facts: FailureFacts) {
    super(`Microsoft Graph has nothing at ${facts.path}. It may have been deleted since it was listed.`, facts)
  }
}

/** 401 with a fresh token too. */
export class TokenRejected extends GraphFailure {
  readonly kind = 'token_rejected'
  constructor(facts: FailureFacts) {
    super(
      'Microsoft Graph does not accept this connection’s token, not even a new one. Authorise the connection again.',
      facts,
    )
  }
}

/** Why a delta token, or a page token, is of no use any more. */
export type ExpiryReason = 'gone' | 'sync_state_not_found' | 'resync_required' | 'page_token_expired'

/** The delta link (or a page within its round) has expired: read this resource from the start. Nothing may be taken as absent before that is done. */
export class DeltaExpired extends GraphFailure {
  readonly kind = 'delta_expired'
  readonly reason: ExpiryReason
  /** where Microsoft says to start again, when it does; checked to be on our Graph and our path */
  readonly location: string | undefined
  constructor(facts: FailureFacts, reason: ExpiryReason, location?: string) {
    super(`Microsoft has forgotten where reading ${facts.path} had got to. It has to be read from the start.`, facts)
    this.reason = reason
    this.location = location
  }
}

/** No usable body after several tries: cut off, not JSON, or not of the promised shape. */
export class GraphUnreadable extends GraphFailure {
  readonly kind = 'unreadable'
  constructor(facts: FailureFacts) {
    super(
      `Microsoft Graph answered ${facts.path} with something that cannot be read. It is tried again at the next run.`,
      facts,
    )
  }
}

/** Asked for patience longer than the time budget of a request. */
export class GraphThrottled extends GraphFailure {
  readonly kind = 'throttled'
  /** what Microsoft last asked for, in milliseconds */
  readonly retryAfterMs: number
  constructor(facts: FailureFacts, retryAfterMs: number) {
    super(`Microsoft Graph asks to wait longer for ${facts.path} than this run may. It goes on at the next run.`, facts)
    this.retryAfterMs = retryAfterMs
  }
}

/** 5xx, no connection or no answer in time, until the tries or the time budget were used up. */
export class GraphUnavailable extends GraphFailure {
  readonly kind = 'unavailable'
  constructor(facts: FailureFacts) {
    super(`Microsoft Graph could not be reached for ${facts.path}. It is tried again at the next run.`, facts)
  }
}

/** Something was asked for that must not be done twice, and whether it was done is not known: read before asking again. */
export class AnswerLost extends GraphFailure {
  readonly kind = 'answer_lost'
  constructor(facts: FailureFacts) {
    super(`Microsoft Graph's answer to ${facts.path} was lost. What is there is read before it is asked again.`, facts)
  }
}

/** Any other refusal: the request itself is wrong, or this Graph does not serve it. */
export class GraphRefused extends GraphFailure {
  readonly kind = 'refused'
  constructor(facts: FailureFacts) {
    super(
      `Microsoft Graph refused ${facts.path} (${facts.status ?? 'no status'} ${facts.code ?? ''}). Report this: the request should not have been made.`,
      facts,
    )
  }
}

/** A next or delta link that leads elsewhere. It was not followed: our token would have gone with it. */
export class LinkRefused extends GraphFailure {
  readonly kind = 'link_refused'
  constructor(facts: FailureFacts) {
    super(
      `Microsoft Graph's answer to ${facts.path} points to another place. It was not followed; check the Graph address and any proxy.`,
      facts,
    )
  }
}

/** Every failure there is, told apart by `kind`. */
export type AnyGraphFailure =
  | PermissionMissing
  | LicenceMissing
  | ObjectNotFound
  | TokenRejected
  | DeltaExpired
  | GraphUnreadable
  | GraphThrottled
  | GraphUnavailable
  | AnswerLost
  | GraphRefused
  | LinkRefused

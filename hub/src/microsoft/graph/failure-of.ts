import {
  AnswerLost,
  type AnyGraphFailure,
  type FailureFacts,
  GraphRefused,
  GraphThrottled,
  GraphUnavailable,
  GraphUnreadable,
  LicenceMissing,
  ObjectNotFound,
  PermissionMissing,
  TokenRejected,
} from './failures.ts'
import type { FinalFailure, Outcome } from './retry-table.ts'

/** The typed failure for the retry table's word. */
export function failureOf(failure: FinalFailure, facts: FailureFacts, retryAfterMs = 0): AnyGraphFailure {
  switch (failure) {
    case 'permission_missing':
      return new PermissionMissing(facts)
    case 'licence_missing':
      return new LicenceMissing(facts)
    case 'not_found':
      return new ObjectNotFound(facts)
    case 'token_rejected':
      return new TokenRejected(facts)
    case 'unreadable':
      return new GraphUnreadable(facts)
    case 'throttled':
      return new GraphThrottled(facts, retryAfterMs)
    case 'unavailable':
      return new GraphUnavailable(facts)
    case 'answer_lost':
      return new AnswerLost(facts)
    case 'refused':
      return new GraphRefused(facts)
  }
}

/** What is known about a failed request: status, code, and Microsoft's id of it. */
export function factsOf(path: string, outcome: Outcome, requestId: string | null): FailureFacts {
  const code = outcome.kind === 'answer' ? outcome.codes[0] : undefined
  return {
    path,
    ...(outcome.kind === 'answer' ? { status: outcome.status } : {}),
    ...(code === undefined ? {} : { code }),
    ...(requestId === null ? {} : { requestId }),
  }
}

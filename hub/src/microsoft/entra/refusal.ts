import { z } from 'zod'
import { aadstsReasons, oauthErrorReasons } from './refusal-codes.ts'
import { type RefusalReason, refusalReasons, type TryAgain } from './refusal-reasons.ts'

/** That the identity platform said no, in our words. Carries nothing secret: Microsoft's free text is left out. */
export interface Refusal {
  readonly reason: RefusalReason
  readonly again: TryAgain
  readonly sentence: string
  readonly next: string
  /** Microsoft's number, where one came */
  readonly aadsts?: number
  /** for Microsoft's support, where they came */
  readonly traceId?: string
  readonly correlationId?: string
}

/** The error body of the token endpoint: reference-error-codes, "Handling error codes in your application". */
const ErrorBody = z.object({
  error: z.string(),
  error_description: z.string().optional(),
  error_codes: z.array(z.number()).optional(),
  trace_id: z.string().optional(),
  correlation_id: z.string().optional(),
})

export const refusal = (
  reason: RefusalReason,
  more: Pick<Refusal, 'aadsts' | 'traceId' | 'correlationId'> = {},
): Refusal => ({
  reason,
  ...refusalReasons[reason],
  ...more,
})

/** What an answer of the token or discovery endpoint other than 200 means; `body` is the parsed JSON, or undefined where there was none. */
export function refusalFromAnswer(status: number, body: unknown): Refusal {
  const parsed = ErrorBody.safeParse(body)
  if (!parsed.success) return refusal(reasonOfStatus(status))
  const { error, error_codes, error_description, trace_id, correlation_id } = parsed.data
  const codes = error_codes ?? aadstsNumbers(error_description)
  const code = codes.find((number) => aadstsReasons.has(number)) ?? codes[0]
  const byCode = code === undefined ? undefined : aadstsReasons.get(code)
  const ofStatus = reasonOfStatus(status)
  const reason = byCode ?? oauthErrorReasons.get(error) ?? ofStatus
  return refusal(reason, {
    ...(code === undefined ? {} : { aadsts: code }),
    ...(trace_id === undefined ? {} : { traceId: trace_id }),
    ...(correlation_id === undefined ? {} : { correlationId: correlation_id }),
  })
}

/** What `error` parameters in a redirect mean; undefined where the redirect carries no error. */
export function refusalFromRedirect(parameters: URLSearchParams): Refusal | undefined {
  const error = parameters.get('error')
  if (error === null) return undefined
  const code = aadstsNumbers(parameters.get('error_description') ?? undefined)[0]
  const byCode = code === undefined ? undefined : aadstsReasons.get(code)
  return refusal(byCode ?? oauthErrorReasons.get(error) ?? 'unknown', code === undefined ? {} : { aadsts: code })
}

function reasonOfStatus(status: number): RefusalReason {
  if (status === 429) return 'throttled'
  return status >= 500 || status === 408 ? 'temporarily_unavailable' : 'unknown'
}

/** A redirect has no `error_codes`, so the number is the one thing taken out of the description. */
function aadstsNumbers(description: string | undefined): number[] {
  const found = /AADSTS(\d{4,9})/.exec(description ?? '')?.[1]
  return found === undefined ? [] : [Number(found)]
}

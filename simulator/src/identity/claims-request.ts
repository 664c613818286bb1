import { AadstsError } from './aadsts.ts'

/** What a client wants its access token to say: the `access_token` member of the `claims` parameter. */
export type ClaimsRequest = Readonly<Record<string, unknown>>

/** Claims that stand for something a person has to do at the sign-in page. */
const DEMANDING = ['capolids', 'acrs', 'polids', 'deviceid']

/**
 * Reads the `claims` parameter (OpenID Connect Core 5.5; claims-challenge). Without one, nothing is requested.
 * @throws AadstsError 90023 when it is no JSON object
 */
export function readClaimsRequest(text: string | null | undefined): ClaimsRequest {
  if (!text) return {}
  const { access_token } = parsed(text)
  return isRecord(access_token) ? access_token : {}
}

/** The client capabilities (`xms_cc`), e.g. `cp1` for a client that handles claims challenges. */
export function capabilitiesOf(request: ClaimsRequest): string[] {
  return valuesOf(request.xms_cc)
}

/** The authentication contexts (`acrs`), e.g. `c1`. */
export function contextsOf(request: ClaimsRequest): string[] {
  return valuesOf(request.acrs)
}

/** The part of a request that demands something of the person, as claims text; undefined when nothing does. */
export function demandOf(request: ClaimsRequest): string | undefined {
  const demands = Object.entries(request).filter(([name]) => DEMANDING.includes(name))
  return demands.length === 0 ? undefined : JSON.stringify({ access_token: Object.fromEntries(demands) })
}

/** Whether one of the requests that a person has satisfied covers every claim of the challenge. */
export function isSatisfied(challenge: string, satisfied: readonly string[]): boolean {
  const wanted = Object.entries(readClaimsRequest(challenge))
  return satisfied.some((text) => {
    const given = readClaimsRequest(text)
    return wanted.every(([name, value]) => JSON.stringify(given[name]) === JSON.stringify(value))
  })
}

function valuesOf(claim: unknown): string[] {
  if (!isRecord(claim)) return []
  const values = Array.isArray(claim.values) ? claim.values : [claim.value]
  return values.filter((value) => typeof value === 'string')
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new AadstsError(90023, { values: { parameter: 'claims' } })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

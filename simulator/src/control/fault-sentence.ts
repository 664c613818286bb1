import type { FaultEffect, FaultRule } from '../world/faults.ts'
import { BadInput } from '../world/input.ts'

const METHOD = 'GET|POST|PATCH|PUT|DELETE'
const FORM =
  'write it as: when GET /groups/*/members, 3rd call, then 429 without Retry-After' +
  ' (counts: 3rd call, every 5th call, first 2 calls, after 10 calls, 5% of calls;' +
  ' effects: a status with or without Retry-After, wait 500 ms, reset, truncated body, malformed JSON, 410 with Location,' +
  ' expired token, expired page token, withdraw User.Read.All, AADSTS53003)'

type Counting = Pick<FaultRule, 'nth' | 'times' | 'every' | 'after' | 'probability'>
const NO_COUNTING: Counting = {
  nth: undefined,
  times: undefined,
  every: undefined,
  after: undefined,
  probability: undefined,
}

/**
 * Reads a fault rule written as a sentence, e.g. `when GET /groups/*\/members, 3rd call, then 429 without Retry-After`.
 * Throws BadInput that says which part was not understood.
 */
export function readFaultSentence(sentence: string, id: string): FaultRule {
  const whole = /^\s*when\s+(.+?),?\s+then\s+(.+?)\s*\.?\s*$/is.exec(sentence)
  if (!whole) throw new BadInput(`The rule is not understood; ${FORM}`)
  const [subject = '', ...counts] = (whole[1] ?? '').split(/\s*,\s*/)
  const parts = (whole[2] ?? '').split(/\s+and\s+/i)
  const counting: Counting = Object.assign({}, NO_COUNTING, ...counts.map(readCount))
  const identity = /^AADSTS(\d+)$/i.exec(parts[0] ?? '')
  if (identity) {
    const rule = { id, method: undefined, pathPattern: undefined, tenantId: undefined, ...counting, effect: undefined }
    return { ...rule, identity: { aadsts: Number(identity[1]), ...readIdentitySubject(subject) } }
  }
  const call = new RegExp(`^(?:(${METHOD})\\s+)?(/\\S*)$`, 'i').exec(subject)
  if (!call) throw new BadInput(`"${subject}" is not a method and a path pattern; ${FORM}`)
  const effect: FaultEffect = Object.assign({}, ...parts.map(readEffectPart))
  return {
    id,
    method: call[1]?.toUpperCase(),
    pathPattern: call[2]?.replace(/^\/v1\.0/, ''),
    tenantId: undefined,
    ...counting,
    effect,
    identity: undefined,
  }
}

const IDENTITY_ENDPOINTS = ['token', 'authorize', 'adminconsent'] as const

/** `token`, `authorize` or `adminconsent`, and for tokens the grant type behind it. */
function readIdentitySubject(text: string): { endpoint: string; grantType?: string } {
  const [name = '', grantType] = text.toLowerCase().split(/\s+/)
  const endpoint = IDENTITY_ENDPOINTS.find((one) => one === name)
  if (!endpoint) throw new BadInput(`"${text}" is not one of ${IDENTITY_ENDPOINTS.join(', ')}; ${FORM}`)
  return grantType === undefined ? { endpoint } : { endpoint, grantType }
}

const COUNTS: readonly [RegExp, (number: number) => Partial<Counting>][] = [
  [/^(?:the )?(\d+)(?:st|nd|rd|th) call$/i, (nth) => ({ nth })],
  [/^every (\d+)(?:st|nd|rd|th) call$/i, (every) => ({ every })],
  [/^(?:the )?first (\d+) calls?$/i, (times) => ({ times })],
  [/^after (\d+) calls?$/i, (after) => ({ after })],
  [/^(\d+(?:\.\d+)?) ?% of (?:the )?calls$/i, (percent) => ({ probability: percent / 100 })],
]

function readCount(text: string): Partial<Counting> {
  for (const [form, make] of COUNTS) {
    const number = form.exec(text.trim())?.[1]
    if (number !== undefined && Number(number) > 0) return make(Number(number))
  }
  throw new BadInput(`"${text}" does not say which calls; ${FORM}`)
}

const EFFECTS: readonly [RegExp, (found: RegExpExecArray) => FaultEffect][] = [
  [/^410 with Location$/i, () => ({ deltaExpired: true })],
  [/^(\d{3})(?: without Retry-After)?$/i, ([, status]) => ({ status: Number(status) })],
  [/^(\d{3}) with Retry-After (\S+)$/i, ([, status, retryAfter = '']) => ({ status: Number(status), retryAfter })],
  [/^code (\S+)$/i, ([, code = '']) => ({ code })],
  [/^(?:wait|slow|delay) (\d+) ?ms$/i, ([, delayMs]) => ({ delayMs: Number(delayMs) })],
  [/^(?:a )?(?:connection )?reset$/i, () => ({ reset: true })],
  [/^(?:a )?truncated body$/i, () => ({ truncate: true })],
  [/^malformed JSON$/i, () => ({ malformed: true })],
  [/^(?:an )?expired token$/i, () => ({ tokenExpired: true })],
  [/^(?:an )?expired page token$/i, () => ({ pageExpired: true })],
  [/^withdraw (\S+)$/i, ([, withdraw = '']) => ({ withdraw })],
]

function readEffectPart(text: string): FaultEffect {
  for (const [form, make] of EFFECTS) {
    const found = form.exec(text.trim())
    if (!found) continue
    const effect = make(found)
    if (effect.status !== undefined && (effect.status < 400 || effect.status > 599))
      throw new BadInput(`${effect.status} is no failure: say a status from 400 to 599`)
    return effect
  }
  throw new BadInput(`"${text}" is not an effect; ${FORM}`)
}

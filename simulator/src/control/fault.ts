import type { FaultEffect, FaultRule } from '../world/faults.ts'
import { BadInput, type Input } from '../world/input.ts'
import { readFaultSentence } from './fault-sentence.ts'

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const

/** Reads a fault rule as POST /_control/fault takes it: field by field, or as one sentence in `rule`. */
export function readFault(input: Input, id: string): FaultRule {
  const sentence = input.optionalText('rule')
  if (sentence !== undefined) {
    const rule = readFaultSentence(sentence, input.optionalText('id') ?? id)
    input.done()
    return rule
  }
  const method = input.has('method') ? input.oneOf('method', METHODS, 'GET') : undefined
  const pathPattern = input.optionalText('pathPattern')
  const whole = (name: string) => (input.has(name) ? input.count(name, 1, 1_000_000, 1) : undefined)
  const rule: FaultRule = {
    id: input.optionalText('id') ?? id,
    method,
    pathPattern: pathPattern?.replace(/^\/v1\.0/, ''),
    tenantId: input.optionalText('tenantId'),
    nth: whole('nth'),
    times: whole('times'),
    every: whole('every'),
    after: whole('after'),
    probability: readProbability(input),
    effect: readEffect(input),
    identity: input.has('identity') ? readIdentity(input.inner('identity')) : undefined,
  }
  input.done()
  if ((rule.effect === undefined) === (rule.identity === undefined))
    throw new BadInput(
      'Say either `effect` (what happens to a Graph call) or `identity` (what the identity platform refuses)',
    )
  return rule
}

function readProbability(input: Input): number | undefined {
  const value = input.optionalNumber('probability')
  if (value !== undefined && (value <= 0 || value > 1))
    throw new BadInput('`probability` must be above 0 and at most 1')
  return value
}

/** `effect`, or `then` as some write it. */
function readEffect(rule: Input): FaultEffect | undefined {
  const name = rule.has('effect') ? 'effect' : 'then'
  if (!rule.has(name)) return undefined
  const input = rule.inner(name)
  const effect: FaultEffect = {}
  if (input.has('status')) effect.status = input.count('status', 400, 599, 500)
  const code = input.optionalText('code')
  if (code !== undefined) effect.code = code
  const message = input.optionalText('message')
  if (message !== undefined) effect.message = message
  if (input.has('retryAfter')) effect.retryAfter = String(input.raw('retryAfter'))
  if (input.has('delayMs')) effect.delayMs = input.count('delayMs', 0, 600_000, 0)
  const withdraw = input.optionalText('withdraw')
  if (withdraw !== undefined) effect.withdraw = withdraw
  for (const name of ['reset', 'truncate', 'malformed', 'deltaExpired', 'tokenExpired', 'pageExpired'] as const)
    if (input.flag(name, false)) effect[name] = true
  input.done()
  if (Object.keys(effect).length === 0)
    throw new BadInput(
      '`effect` needs at least one of status, delayMs, reset, truncate, malformed, deltaExpired, tokenExpired, pageExpired, withdraw',
    )
  return effect
}

function readIdentity(input: Input): NonNullable<FaultRule['identity']> {
  const fault: NonNullable<FaultRule['identity']> = { aadsts: input.count('aadsts', 0, 99_999_999, 53003) }
  if (!input.has('aadsts')) throw new BadInput('`identity` needs `aadsts`: the number of the error')
  if (input.has('endpoint')) fault.endpoint = input.oneOf('endpoint', ['token', 'authorize', 'adminconsent'], 'token')
  for (const name of ['grantType', 'appId', 'user', 'message', 'claims'] as const) {
    const value = input.optionalText(name)
    if (value !== undefined) fault[name] = value
  }
  if (input.has('delayMs')) fault.delayMs = input.count('delayMs', 0, 600_000, 0)
  if (input.flag('stepUp', false)) fault.stepUp = true
  input.done()
  return fault
}

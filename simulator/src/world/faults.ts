import type { IdentityFault } from '../identity-port.ts'
import type { Json } from './model.ts'

export interface FaultEffect {
  status?: number
  code?: string
  message?: string
  /** Seconds, as sent; a decimal is sent as it is. */
  retryAfter?: string
  delayMs?: number
  /** Breaks the connection before an answer. */
  reset?: boolean
  /** Ends the answer in the middle of its body. */
  truncate?: boolean
  /** Answers 200 with a body that is no JSON. */
  malformed?: boolean
  /** 410 with Location, as a service-side reset of delta does. */
  deltaExpired?: boolean
  /** 401, as if the token had just expired. */
  tokenExpired?: boolean
}

export interface FaultRule {
  readonly id: string
  readonly method: string | undefined
  /** A glob over the path without the version: `*` within a segment, `**` over segments. */
  readonly pathPattern: string | undefined
  readonly tenantId: string | undefined
  /** Only this matching call, counted from 1. */
  readonly nth: number | undefined
  /** Only so many matching calls. */
  readonly times: number | undefined
  readonly effect: FaultEffect | undefined
  readonly identity:
    | (IdentityFault & { endpoint?: string; grantType?: string; appId?: string; user?: string; description?: Json })
    | undefined
}

/** Disorder by rule: which calls go wrong, how, and how often it has happened. */
export class Faults {
  readonly #rules: { rule: FaultRule; seen: number; fired: number }[] = []

  add(rule: FaultRule): void {
    this.#rules.push({ rule, seen: 0, fired: 0 })
  }

  clear(id?: string): number {
    const before = this.#rules.length
    for (let i = this.#rules.length - 1; i >= 0; i--)
      if (id === undefined || this.#rules[i]?.rule.id === id) this.#rules.splice(i, 1)
    return before - this.#rules.length
  }

  list(): { rule: FaultRule; seen: number; fired: number }[] {
    return this.#rules.map((entry) => ({ ...entry }))
  }

  /** The effect for this Graph call, if a rule strikes; the call is counted by every rule it matches. */
  graphFault(call: { method: string; path: string; tenantId: string | undefined }): FaultEffect | undefined {
    let effect: FaultEffect | undefined
    for (const entry of this.#rules) {
      const { rule } = entry
      if (!rule.effect || (rule.method && rule.method !== call.method)) continue
      if (rule.tenantId && rule.tenantId !== call.tenantId) continue
      if (rule.pathPattern && !globMatches(rule.pathPattern, call.path)) continue
      if (strikes(entry)) effect ??= rule.effect
    }
    return effect
  }

  identityFault(call: {
    endpoint: string
    tenantId: string
    appId?: string
    grantType?: string
    user?: { objectId: string; userPrincipalName: string }
  }): IdentityFault | undefined {
    let fault: IdentityFault | undefined
    for (const entry of this.#rules) {
      const wanted = entry.rule.identity
      if (!wanted || (entry.rule.tenantId && entry.rule.tenantId !== call.tenantId)) continue
      if (wanted.endpoint && wanted.endpoint !== call.endpoint) continue
      if (wanted.grantType && wanted.grantType !== call.grantType) continue
      if (wanted.appId && wanted.appId.toLowerCase() !== call.appId) continue
      if (wanted.user && !isNamed(wanted.user, call.user)) continue
      if (strikes(entry)) fault ??= wanted
    }
    return fault
  }
}

/** By object id or userPrincipalName, in any case. */
function isNamed(name: string, user: { objectId: string; userPrincipalName: string } | undefined): boolean {
  const wanted = name.toLowerCase()
  return user !== undefined && (user.objectId === wanted || user.userPrincipalName.toLowerCase() === wanted)
}

function strikes(entry: { rule: FaultRule; seen: number; fired: number }): boolean {
  entry.seen += 1
  if (entry.rule.nth !== undefined && entry.seen !== entry.rule.nth) return false
  if (entry.rule.times !== undefined && entry.fired >= entry.rule.times) return false
  entry.fired += 1
  return true
}

/** Whether a path matches a glob; a trailing part of the query may be written too. */
export function globMatches(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\?]/g, '\\$&')
    .replace(/\*\*/g, '\u0000')
    .replace(/\*/g, '[^/]*')
    .replaceAll('\u0000', '.*')
  return new RegExp(`^${source}$`, 'i').test(path)
}

import type { IdentityFault } from '../identity-port.ts'
import type { Json } from './model.ts'
import { Random } from './random.ts'

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
  /** 400, as for a page token that is too old; strikes only requests that follow a nextLink. */
  pageExpired?: boolean
  /** Takes this permission from the calling application before the answer. Its token keeps it until it is renewed. */
  withdraw?: string
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
  /** Every so many matching calls. */
  readonly every: number | undefined
  /** Only matching calls after so many. */
  readonly after: number | undefined
  /** With this probability, drawn repeatably from the seed and the rule's id. */
  readonly probability: number | undefined
  readonly effect: FaultEffect | undefined
  readonly identity:
    | (IdentityFault & { endpoint?: string; grantType?: string; appId?: string; user?: string; description?: Json })
    | undefined
}

interface Standing {
  readonly rule: FaultRule
  readonly random: Random
  seen: number
  fired: number
}

/** Disorder by rule: which calls go wrong, how, and how often it has happened. */
export class Faults {
  readonly #seed: string
  readonly #rules: Standing[] = []

  constructor(seed: string) {
    this.#seed = seed
  }

  add(rule: FaultRule): void {
    this.#rules.push({ rule, random: new Random(`${this.#seed}/fault/${rule.id}`), seen: 0, fired: 0 })
  }

  clear(id?: string): number {
    const before = this.#rules.length
    for (let i = this.#rules.length - 1; i >= 0; i--)
      if (id === undefined || this.#rules[i]?.rule.id === id) this.#rules.splice(i, 1)
    return before - this.#rules.length
  }

  list(): { rule: FaultRule; seen: number; fired: number }[] {
    return this.#rules.map(({ rule, seen, fired }) => ({ rule, seen, fired }))
  }

  /** What happens to this Graph call, if a rule strikes; the call is counted by every rule it matches. */
  strike(call: {
    method: string
    path: string
    target: string
    tenantId: string | undefined
  }): { id: string; effect: FaultEffect } | undefined {
    let struck: { id: string; effect: FaultEffect } | undefined
    for (const entry of this.#rules) {
      const { id, effect, method, tenantId, pathPattern } = entry.rule
      if (!effect || (method && method !== call.method)) continue
      if (tenantId && tenantId !== call.tenantId) continue
      if (pathPattern && !globMatches(pathPattern, call.path)) continue
      if (effect.pageExpired && !/[?&](\$|%24)skiptoken=/i.test(call.target)) continue
      if (strikes(entry)) struck ??= { id, effect }
    }
    return struck
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

function strikes(entry: Standing): boolean {
  const { nth, times, every, after, probability } = entry.rule
  entry.seen += 1
  if (nth !== undefined && entry.seen !== nth) return false
  if (after !== undefined && entry.seen <= after) return false
  if (every !== undefined && entry.seen % every !== 0) return false
  if (times !== undefined && entry.fired >= times) return false
  if (probability !== undefined && !entry.random.chance(probability)) return false
  entry.fired += 1
  return true
}

const globs = new Map<string, RegExp>()

/** Whether a path matches a glob; a trailing part of the query may be written too. */
export function globMatches(pattern: string, path: string): boolean {
  const known = globs.get(pattern)
  if (known) return known.test(path)
  const glob = globOf(pattern)
  globs.set(pattern, glob)
  return glob.test(path)
}

function globOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\?]/g, '\\$&')
    .replace(/\*\*/g, '\u0000')
    .replace(/\*/g, '[^/]*')
    .replaceAll('\u0000', '.*')
  return new RegExp(`^${source}$`, 'i')
}

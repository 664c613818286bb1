import { GraphError } from './errors.ts'
import { RATES, type Rate, RESOURCE_UNITS, UNIT_COSTS, WRITES } from './limits.ts'
import type { Service } from './route.ts'

/** Monotonic milliseconds; tests pass their own. */
export type Monotonic = () => number

/** A request that asks to be let in. */
export interface Admission {
  readonly appId: string
  readonly tenantId: string
  readonly service: Service
  readonly method: string
  readonly path: string
  /** Users of the tenancy: they decide the directory's limit. */
  readonly users: number
  /** Resource units. */
  readonly units: number
}

interface Bucket {
  level: number
  at: number
}

/** What a call costs in resource units (graph-facts §2.6): base, −1 for $select, +1 for $expand, −1 for $top below 20, at least 1. */
export function unitCost(method: string, path: string, query: ReadonlyMap<string, string>): number {
  let units = (UNIT_COSTS.find(({ pattern }) => pattern.test(path))?.units ?? 1) * 1
  if (method !== 'GET') return path.startsWith('/directoryObjects/getByIds') ? units : 1
  if (query.has('$select')) units -= 1
  if (query.has('$expand')) units += 1
  const top = query.get('$top')
  if (top !== undefined && Number(top) < 20) units -= 1
  return Math.max(1, units)
}

/** Token buckets per application and tenancy, refilled by real time whatever the simulated clock says. */
export class Throttle {
  readonly #monotonic: Monotonic
  readonly #enforced: boolean
  readonly #buckets = new Map<string, Bucket>()
  /** Units metered since the start, by application and tenancy. */
  readonly metered = new Map<string, number>()

  constructor(monotonic: Monotonic, enforced: boolean) {
    this.#monotonic = monotonic
    this.#enforced = enforced
  }

  /**
   * Lets a request in and answers the headers that tell about it, or throws 429. The directory counts resource units and
   * writes; other services count requests, each in its own way.
   */
  admit(request: Admission): { [name: string]: string } {
    const { appId, tenantId, service, units } = request
    for (const rate of RATES[service] ?? []) this.#spendRate(request, rate)
    if (service !== 'directory' && service !== 'notifications') return {}
    const key = `${appId}/${tenantId}`
    this.metered.set(key, (this.metered.get(key) ?? 0) + units)
    const capacity = RESOURCE_UNITS.tiers.find(({ below }) => request.users < below)?.units ?? 8_000
    const headers: { [name: string]: string } = { 'x-ms-resource-unit': String(units) }
    const wait = this.#spend(key, capacity, RESOURCE_UNITS.windowSeconds, units)
    const used = 1 - (this.#buckets.get(key)?.level ?? capacity) / capacity
    if (used >= RESOURCE_UNITS.announceFrom) headers['x-ms-throttle-limit-percentage'] = used.toFixed(2)
    const scope = `Tenant_Application/ReadWrite/${key}`
    if (wait > 0) throw refusal(wait, scope, 'ResourceUnitLimitExceeded', headers)
    const writes = request.method === 'GET' ? 0 : this.#spend(`writes/${key}`, WRITES.requests, WRITES.windowSeconds, 1)
    if (writes > 0) throw refusal(writes, scope, 'WriteLimitExceeded', headers)
    return headers
  }

  #spendRate(request: Admission, rate: Rate): void {
    if (rate.writesOnly && request.method === 'GET') return
    const { appId, tenantId, service } = request
    const place = request.path.split('/').slice(1, 3).join('/')
    const who = rate.per === 'tenancy' ? '' : rate.per === 'application' ? appId : `${appId}/${place}`
    const key = `${service}/${rate.per}/${tenantId}/${who}`
    const wait = this.#spend(key, rate.requests, rate.windowSeconds, rate.unitsOf?.(request) ?? 1)
    if (wait === 0) return
    const headers: { [name: string]: string } = rate.saysRetryAfter ? { 'Retry-After': String(wait) } : {}
    throw new GraphError(429, rate.code, 'Too many requests. Please try again later.', headers, rate.innerCode)
  }

  /** Empties every bucket, as at the end of a busy stretch. */
  drain(): void {
    const now = this.#monotonic()
    for (const bucket of this.#buckets.values()) Object.assign(bucket, { level: 0, at: now })
  }

  /** Seconds to wait, 0 when the units were there. Throttled calls count too, but never below an empty bucket. */
  #spend(key: string, capacity: number, windowSeconds: number, units: number): number {
    const now = this.#monotonic()
    const perMs = capacity / (windowSeconds * 1000)
    const bucket = this.#buckets.get(key) ?? { level: capacity, at: now }
    this.#buckets.set(key, bucket)
    bucket.level = Math.min(capacity, bucket.level + (now - bucket.at) * perMs)
    bucket.at = now
    const enough = bucket.level >= units
    if (!enough && this.#enforced) return Math.max(1, Math.ceil((units - bucket.level) / perMs / 1000))
    bucket.level = Math.max(0, bucket.level - units)
    return 0
  }
}

function refusal(seconds: number, scope: string, information: string, headers: { [name: string]: string }): GraphError {
  const message = 'Too many requests. Please retry after the number of seconds in Retry-After.'
  return new GraphError(429, 'TooManyRequests', message, {
    ...headers,
    'Retry-After': String(seconds),
    'x-ms-throttle-scope': scope,
    'x-ms-throttle-information': information,
  })
}

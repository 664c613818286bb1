import { globMatches } from '../world/faults.ts'
import { isObject, type Json } from '../world/model.ts'
import type { RequestRecord } from './record.ts'

/** Which requests are meant; whatever is left out counts for all. */
export interface RequestPattern {
  readonly service?: RequestRecord['service'] | undefined
  readonly method?: string | undefined
  /** A glob over the path: `*` within a segment, `**` over segments. */
  readonly pathPattern?: string | undefined
  readonly query?: string | undefined
  readonly status?: number | undefined
  readonly appId?: string | undefined
  readonly tenantId?: string | undefined
  readonly permission?: string | undefined
  /** Every named field of the body must be so; nested objects likewise. */
  readonly body?: Json | undefined
  /** Only requests with a greater number. */
  readonly since?: number | undefined
}

/** Whether a request is of the kind that the pattern means. */
export function matches(pattern: RequestPattern, record: RequestRecord): boolean {
  if (pattern.since !== undefined && record.number <= pattern.since) return false
  for (const name of ['service', 'method', 'status', 'appId', 'tenantId', 'permission'] as const)
    if (pattern[name] !== undefined && pattern[name] !== record[name]) return false
  if (pattern.pathPattern !== undefined && !globMatches(pattern.pathPattern, record.path)) return false
  if (pattern.query !== undefined && !decodeURIComponent(record.query).includes(pattern.query)) return false
  return pattern.body === undefined || includes(record.body, pattern.body)
}

/** A pattern in a few words, for sentences about it. */
export function describe({ method, pathPattern, since: _, ...rest }: RequestPattern): string {
  const more = Object.entries(rest).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`],
  )
  return [method ?? 'any method', pathPattern ?? 'any path', ...more].join(', ')
}

function includes(value: Json | undefined, wanted: Json): boolean {
  if (!isObject(wanted)) return JSON.stringify(value) === JSON.stringify(wanted)
  return isObject(value) && Object.entries(wanted).every(([name, inner]) => includes(value[name], inner))
}

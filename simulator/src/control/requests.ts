import { type Expectation, outOfOrder, unmet } from '../requests/expectation.ts'
import type { RequestLog } from '../requests/log.ts'
import { describe, matches, type RequestPattern } from '../requests/pattern.ts'
import type { RequestRecord } from '../requests/record.ts'
import { BadInput, Input } from '../world/input.ts'
import type { Json } from '../world/model.ts'

/** Longest wait of one `await-request`; a client that needs longer asks again. */
const LONGEST_WAIT_S = 300

const SERVICES = ['graph', 'identity', 'other'] as const

/** Reads which requests are meant, as the control door spells it. Other fields are left to the caller. */
export function readPattern(input: Input): RequestPattern {
  return {
    service: input.has('service') ? input.oneOf('service', SERVICES, 'graph') : undefined,
    method: input.optionalText('method')?.toUpperCase(),
    pathPattern: input.optionalText('pathPattern')?.replace(/^\/v1\.0/, ''),
    query: input.optionalText('query'),
    status: input.optionalNumber('status'),
    appId: input.optionalText('appId'),
    tenantId: input.optionalText('tenantId'),
    permission: input.optionalText('permission'),
    body: input.raw('body'),
    since: input.optionalNumber('since'),
  }
}

/** The remembered requests that the query's fields name, oldest first. */
export function requestsOf(log: RequestLog, query: URLSearchParams): Json {
  const fields: { [name: string]: Json } = {}
  for (const [name, value] of query) fields[name] = name === 'status' || name === 'since' ? Number(value) : value
  const input = new Input(fields)
  const pattern = readPattern(input)
  input.done()
  const requests = log.all((record) => matches(pattern, record)).map(plain)
  return { latest: log.latest, requests }
}

/** Waits for requests of a kind, those already past included; says so when they do not come in time. */
export async function awaitRequest(log: RequestLog, input: Input): Promise<Json> {
  const pattern = readPattern(input)
  const count = input.count('count', 1, 10_000, 1)
  const seconds = input.optionalNumber('timeoutSeconds') ?? 30
  if (seconds < 0 || seconds > LONGEST_WAIT_S)
    throw new BadInput(`\`timeoutSeconds\` must be from 0 to ${LONGEST_WAIT_S}`)
  input.done()
  const test = (record: RequestRecord) => matches(pattern, record)
  const late = AbortSignal.timeout(Math.max(1, seconds * 1000))
  try {
    return { requests: (await log.expect(test, count, late)).map(plain) }
  } catch (error) {
    if (error !== late.reason) throw error
    const found = log.all(test).length
    throw new BadInput(`${describe(pattern)}: ${found} of ${count} came within ${seconds} s`)
  }
}

/**
 * Holds what came against what was expected: `{met, unmet: [sentences]}`. Each expectation is a pattern with `times`, or
 * `atLeast` and/or `atMost`; without any of them at least one. `inOrder` asks that they came one after the other.
 */
export function assertRequests(log: RequestLog, input: Input): Json {
  const inOrder = input.flag('inOrder', false)
  const since = input.optionalNumber('since')
  const given = input.objects('expectations').map(readExpectation)
  if (given.length === 0) throw new BadInput('Say `expectations`: a list of request patterns with `times` or `atLeast`')
  input.done()
  const expectations = given.map((one) => ({ ...one, pattern: { ...one.pattern, since: one.pattern.since ?? since } }))
  const records = log.all()
  const sentences = [
    ...unmet(expectations, records),
    ...(inOrder
      ? outOfOrder(
          expectations.map(({ pattern }) => pattern),
          records,
        )
      : []),
  ]
  return { met: sentences.length === 0, unmet: sentences }
}

function readExpectation(input: Input): Expectation {
  const pattern = readPattern(input)
  const times = input.optionalNumber('times')
  const least = times ?? input.optionalNumber('atLeast')
  const most = times ?? input.optionalNumber('atMost')
  input.done()
  return { pattern, least: least ?? (most === undefined ? 1 : 0), most: most ?? Number.POSITIVE_INFINITY }
}

function plain(record: RequestRecord): Json {
  const parsed: Json = JSON.parse(JSON.stringify(record))
  return parsed
}

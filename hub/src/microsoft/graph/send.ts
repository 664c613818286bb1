import { v4 } from 'uuid'
import type { MicrosoftCloud } from '../cloud.ts'
import type { MicrosoftPorts } from '../ports.ts'
import { followable } from './address.ts'
import { type Attempt, attempt, type HttpMethod, type HttpRequest } from './attempt.ts'
import { backoffMs } from './backoff.ts'
import { factsOf, failureOf } from './failure-of.ts'
import { DeltaExpired } from './failures.ts'
import type { Meter } from './meter.ts'
import { costOf } from './pacing/cost-of.ts'
import { unitsTold } from './pacing/lesson.ts'
import { type Cost, type HeaderFields, type Heard, type Pacers, PatienceEnded, type Urgency } from './pacing/pacer.ts'
import { retryAfterMs } from './retry-after.ts'
import { type Action, actionFor, actionForOnce } from './retry-table.ts'
import type { TokenSource } from './token-source.ts'

export interface GraphConnection {
  readonly cloud: MicrosoftCloud
  readonly ports: MicrosoftPorts
  readonly tokens: TokenSource
  readonly pacers: Pacers
  /** how soon the answers are needed: decides who goes first, here and at Microsoft */
  readonly urgency: Urgency
  readonly meter: Meter
  /** for one try, its body included; 60 s where nothing is said */
  readonly timeoutMs?: number
  /** for one request with all its tries and waits; 10 minutes where nothing is said */
  readonly budgetMs?: number
}

export interface SendRequest {
  readonly method: HttpMethod
  readonly url: URL
  /** without service root and query: for messages, and for checking links */
  readonly path: string
  /** under which name the meter counts it */
  readonly resource: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** where the address alone does not tell the cost: a batch */
  readonly cost?: Cost
  /** how many requests Microsoft takes it for; a batch is as many as it has items */
  readonly counts?: number
  /** where Microsoft's headers are not those of the answer as a whole: a batch */
  readonly fieldsIn?: (body: unknown) => readonly HeaderFields[]
  /** it must not be done twice: sent again only where it is sure that it was not done */
  readonly once?: boolean | undefined
  readonly signal?: AbortSignal | undefined
}

export type Send = (request: SendRequest) => Promise<Attempt>

/** Sends as the retry table says, paced and metered, until there is a good answer. @throws GraphFailure, CredentialRefused, the signal's reason */
export function sender(connection: GraphConnection): Send {
  return async (request) => {
    const { ports } = connection
    const endsAt = ports.clock.now().getTime() + (connection.budgetMs ?? 600_000)
    let freshTokenTaken = false
    for (let tries = 1; ; tries++) {
      const accessToken = await connection.tokens.current(request.signal)
      const got = await tryOnce(connection, request, accessToken, endsAt)
      const action = (request.once ? actionForOnce : actionFor)(got.outcome)
      if (action.do === 'accept') return got
      if (action.do === 'new_token' && !freshTokenTaken) {
        freshTokenTaken = true
        connection.tokens.rejected(accessToken)
        connection.meter.add(request.resource, { retries: 1 })
        continue
      }
      if (action.do !== 'wait') throw finalFailure(connection.cloud, request, got, action)
      await waitAsTold(connection, request, got, action, { tries, endsAt })
    }
  }
}

async function tryOnce(
  connection: GraphConnection,
  request: SendRequest,
  accessToken: string,
  endsAt: number,
): Promise<Attempt> {
  const { ports, meter, pacers, timeoutMs = 60_000 } = connection
  const cost = costOfRequest(request)
  meter.add(request.resource, { pacedMs: await paced(connection, request, cost, endsAt) })
  let heard: Heard | undefined
  try {
    const got = await attempt(ports, withHeaders(connection, request, accessToken), timeoutMs, request.signal)
    heard = heardIn(got, request)
    const resourceUnits = (heard && unitsTold(heard)) ?? estimatedUnits(cost)
    meter.add(request.resource, { requests: request.counts ?? 1, bytes: got.bytes, resourceUnits })
    return got
  } finally {
    pacers.settle(cost, heard)
  }
}

async function paced(
  { pacers, urgency }: GraphConnection,
  { path, signal }: SendRequest,
  cost: Cost,
  endsAt: number,
): Promise<number> {
  try {
    return await pacers.acquire(cost, urgency, { signal, until: endsAt })
  } catch (error) {
    throw error instanceof PatienceEnded ? failureOf('throttled', { path }, error.waitMs) : error
  }
}

const costOfRequest = ({ cost, url, method }: SendRequest): Cost => cost ?? costOf(url, method)

const estimatedUnits = (cost: Cost): number =>
  cost.reduce((sum, { limit, units }) => (limit === 'directory' ? sum + units : sum), 0)

const heardIn = ({ outcome, headers, body }: Attempt, { fieldsIn }: SendRequest): Heard | undefined =>
  outcome.kind === 'answer' ? { status: outcome.status, fields: fieldsIn?.(body) ?? [headers] } : undefined

/** learn.microsoft.com/graph/throttling-limits, "Request headers": what Microsoft lets go last when a limit comes near. */
const throttlePriority: Readonly<Record<Urgency, string>> = { action: 'high', interactive: 'normal', bulk: 'low' }

const withHeaders = ({ ports, urgency }: GraphConnection, request: SendRequest, accessToken: string): HttpRequest => ({
  method: request.method,
  url: request.url,
  headers: {
    accept: 'application/json',
    'client-request-id': v4({ random: ports.random.bytes(16) }),
    'x-ms-throttle-priority': throttlePriority[urgency],
    ...request.headers,
    authorization: `Bearer ${accessToken}`,
  },
  ...(request.body === undefined ? {} : { body: request.body }),
})

async function waitAsTold(
  { ports, pacers, meter }: GraphConnection,
  request: SendRequest,
  got: Attempt,
  action: Action & { do: 'wait' },
  { tries, endsAt }: { tries: number; endsAt: number },
): Promise<void> {
  const now = ports.clock.now()
  const told = retryAfterMs(got.headers.get('retry-after') ?? undefined, now)
  const milliseconds = told ?? backoffMs(tries, ports.random)
  if (tries >= action.tries || now.getTime() + milliseconds > endsAt)
    throw failureOf(action.finally, factsOf(request.path, got.outcome, got.headers.get('request-id')), milliseconds)
  if (action.throttled) pacers.pause(costOfRequest(request), milliseconds)
  meter.add(request.resource, { retries: 1, throttledMs: action.throttled ? milliseconds : 0 })
  await ports.sleep(milliseconds, request.signal)
}

function finalFailure(cloud: MicrosoftCloud, request: SendRequest, got: Attempt, action: Action): Error {
  const facts = factsOf(request.path, got.outcome, got.headers.get('request-id'))
  if (action.do === 'expired') {
    const location = got.headers.get('location')
    return new DeltaExpired(
      facts,
      action.reason,
      location === null ? undefined : followable(cloud, location, request.path).href,
    )
  }
  return failureOf(action.do === 'fail' ? action.failure : 'token_rejected', facts)
}

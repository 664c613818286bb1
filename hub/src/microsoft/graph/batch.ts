import { z } from 'zod'
import type { MicrosoftCloud } from '../cloud.ts'
import type { MicrosoftPorts } from '../ports.ts'
import { followable, graphUrl, type QueryOptions, serviceRelative } from './address.ts'
import { backoffMs } from './backoff.ts'
import { errorCodes } from './error-body.ts'
import { factsOf, failureOf } from './failure-of.ts'
import { type AnyGraphFailure, DeltaExpired, GraphUnreadable } from './failures.ts'
import type { Meter } from './meter.ts'
import { costOf, costOfAll } from './pacing/cost-of.ts'
import type { Cost, HeaderFields, Pacers } from './pacing/pacer.ts'
import { retryAfterMs } from './retry-after.ts'
import { type Action, actionFor, type Outcome } from './retry-table.ts'
import type { Send } from './send.ts'

/** A read inside a batch. */
export interface BatchItem {
  readonly id: string
  readonly path: string
  readonly query?: QueryOptions | undefined
  /** a next or delta link of that path, in place of the query */
  readonly from?: string | undefined
}

export type BatchAnswer =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly failure: AnyGraphFailure }

export interface BatchOptions {
  readonly resource: string
  readonly signal?: AbortSignal | undefined
}

/** learn.microsoft.com/graph/json-batching, "Batch size limitations". */
export const batchSize = 20

const Response = z.object({
  id: z.string(),
  status: z.int(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
})
const Responses = z.object({ responses: z.array(Response) })
type Response = z.infer<typeof Response>

interface Batching {
  readonly cloud: MicrosoftCloud
  readonly ports: MicrosoftPorts
  readonly meter: Meter
  readonly pacers: Pacers
  readonly send: Send
}

/**
 * Up to 20 reads in one request. Each item is throttled by itself while the batch is answered 200, so those to be tried again go alone in a
 * further batch, after the longest Retry-After among them. An item that fails for good is a failed answer and harms no other.
 * @returns an answer for every item, by its id
 */
export async function batch(
  batching: Batching,
  items: readonly BatchItem[],
  options: BatchOptions,
): Promise<ReadonlyMap<string, BatchAnswer>> {
  if (items.length > batchSize) throw new RangeError(`A batch holds at most ${batchSize} requests.`)
  const answers = new Map<string, BatchAnswer>()
  let open = items
  for (let tries = 1; open.length > 0; tries++) {
    const responses = await sendItems(batching, open, options)
    const again: Waiting[] = []
    for (const item of open) {
      const verdict = judge(batching.ports, item, responses.get(item.id), tries)
      if ('answer' in verdict) answers.set(item.id, verdict.answer)
      else again.push({ item, ...verdict })
    }
    open = again.map(({ item }) => item)
    if (open.length > 0) await waitFor(batching, again, options)
  }
  return answers
}

async function sendItems({ cloud, send }: Batching, items: readonly BatchItem[], { resource, signal }: BatchOptions) {
  const requests = items.map((item) => ({
    id: item.id,
    method: 'GET',
    url: serviceRelative(cloud, urlOf(cloud, item)),
  }))
  const path = '/$batch'
  const { body } = await send({
    method: 'POST',
    url: graphUrl(cloud, path),
    path,
    resource,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ requests }),
    cost: costOfItems(cloud, items),
    counts: items.length,
    fieldsIn: fieldsOfItems,
    signal,
  })
  const parsed = Responses.safeParse(body)
  if (!parsed.success) throw new GraphUnreadable({ path })
  return new Map(parsed.data.responses.map((response) => [response.id, response]))
}

const urlOf = (cloud: MicrosoftCloud, { path, query, from }: BatchItem): URL =>
  from === undefined ? graphUrl(cloud, path, query) : followable(cloud, from, path)

/** Every item costs what it would cost alone: learn.microsoft.com/graph/throttling, "Throttling and batching". */
const costOfItems = (cloud: MicrosoftCloud, items: readonly BatchItem[]): Cost =>
  costOfAll(items.map((item) => costOf(urlOf(cloud, item))))

/** What Microsoft counted stands with each item, not with the batch. */
const fieldsOfItems = (body: unknown): readonly HeaderFields[] =>
  Responses.safeParse(body).data?.responses.map((response) => ({
    get: (name) => headerOf(response, name) ?? null,
  })) ?? []

interface Waiting {
  readonly item: BatchItem
  readonly waitMs: number
  readonly throttled: boolean
}

type Verdict = { readonly answer: BatchAnswer } | { readonly waitMs: number; readonly throttled: boolean }

/** An item is tried this often at most; after that its failure is its answer. */
const triesOfAnItem = 8

function judge(ports: MicrosoftPorts, item: BatchItem, response: Response | undefined, tries: number): Verdict {
  const outcome: Outcome =
    response === undefined
      ? { kind: 'unreadable' }
      : { kind: 'answer', status: response.status, codes: errorCodes(response.body) }
  const action = actionFor(outcome)
  if (action.do === 'accept') return { answer: { ok: true, body: response?.body } }
  const waitMs = retryAfterMs(headerOf(response, 'retry-after'), ports.clock.now()) ?? backoffMs(tries, ports.random)
  if (action.do === 'wait' && tries < Math.min(action.tries, triesOfAnItem))
    return { waitMs, throttled: action.throttled }
  const facts = factsOf(item.path, outcome, headerOf(response, 'request-id') ?? null)
  return { answer: { ok: false, failure: itemFailure(action, facts, waitMs) } }
}

function itemFailure(action: Action, facts: Parameters<typeof failureOf>[1], waitMs: number): AnyGraphFailure {
  if (action.do === 'expired') return new DeltaExpired(facts, action.reason)
  if (action.do === 'wait') return failureOf(action.finally, facts, waitMs)
  return failureOf(action.do === 'fail' ? action.failure : 'token_rejected', facts)
}

function headerOf(response: Response | undefined, name: string): string | undefined {
  return Object.entries(response?.headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1]
}

async function waitFor(
  { cloud, ports, meter, pacers }: Batching,
  again: readonly Waiting[],
  { resource, signal }: BatchOptions,
): Promise<void> {
  const milliseconds = Math.max(...again.map(({ waitMs }) => waitMs))
  const refused = again.filter(({ throttled }) => throttled).map(({ item }) => item)
  if (refused.length > 0) pacers.pause(costOfItems(cloud, refused), milliseconds)
  meter.add(resource, { retries: again.length, throttledMs: refused.length > 0 ? milliseconds : 0 })
  await ports.sleep(milliseconds, signal)
}

import { isObject, type Json } from '../world/model.ts'
import { type BatchItem, batchItems } from './batch-requests.ts'
import type { GraphAnswer, GraphCall } from './call.ts'
import { Lanes } from './lanes.ts'
import { BATCH } from './limits.ts'
import type { Service } from './route.ts'

/** What a batch needs of Graph. */
export interface BatchPorts {
  /** Answers one request as if it had come alone; errors are answers. */
  readonly answer: (call: GraphCall) => Promise<GraphAnswer>
  /** The service that a request goes to; undefined when there is none. */
  readonly serviceOf: (call: GraphCall) => Service | undefined
}

/**
 * Answers POST /$batch: every request on its own, all at once but for those that wait for another; answers in the order
 * in which they were ready. Of the requests to Outlook, four run at a time (learn.microsoft.com/graph/json-batching;
 * …/graph/throttling#throttling-and-batching).
 */
export async function batch(outer: GraphCall, { answer, serviceOf }: BatchPorts): Promise<GraphAnswer> {
  const items = batchItems(outer)
  const outlook = new Lanes(BATCH.atOnceInOutlook)
  const started = new Map<string, Promise<number>>()
  const responses: Json[] = []

  async function served({ call }: BatchItem): Promise<GraphAnswer> {
    if (/^\/\$batch\b/i.test(call.target)) return refusal(400, 'BadRequest', 'A batch cannot contain another batch.')
    return serviceOf(call) === 'exchange' ? outlook.run(() => answer(call)) : answer(call)
  }
  async function answered(item: BatchItem): Promise<number> {
    const before = await Promise.all(item.dependsOn.map(statusOf))
    const given = before.some((status) => status >= 400) ? failedDependency(item.id) : await served(item)
    responses.push(responseOf(item.id, given))
    return given.status
  }
  function statusOf(key: string): Promise<number> {
    const running = started.get(key)
    if (running) return running
    const item = items.get(key)
    const status = item ? answered(item) : Promise.resolve(424)
    started.set(key, status)
    return status
  }

  await Promise.all([...items.keys()].map(statusOf))
  return { status: 200, headers: {}, body: { responses } }
}

/** One response, with the headers that Graph puts on each. Text travels as base64. */
function responseOf(id: string, { status, headers, body }: GraphAnswer): Json {
  const given = { 'Cache-Control': 'no-cache', ...(status < 400 ? { 'OData-Version': '4.0' } : {}), ...headers }
  if (body === undefined) return { id, status, headers: given }
  if (isText(body))
    return {
      id,
      status,
      headers: { ...given, 'Content-Type': 'text/plain' },
      body: Buffer.from(body.text).toString('base64'),
    }
  return { id, status, headers: { ...given, 'Content-Type': status < 400 ? JSON_TYPE : 'application/json' }, body }
}

const JSON_TYPE = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'

function isText(body: GraphAnswer['body']): body is { readonly text: string } {
  return isObject(body) && typeof body.text === 'string' && Object.keys(body).length === 1
}

function failedDependency(id: string): GraphAnswer {
  return refusal(424, 'FailedDependency', `The request '${id}' was not executed because one it depends on failed.`)
}

function refusal(status: number, code: string, message: string): GraphAnswer {
  return { status, headers: {}, body: { error: { code, message } } }
}

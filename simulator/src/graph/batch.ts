import { isObject, type Json } from '../world/model.ts'
import type { GraphAnswer, GraphCall } from './call.ts'
import { GraphError } from './errors.ts'
import { BATCH } from './limits.ts'

interface BatchItem {
  readonly id: string
  readonly call: GraphCall
  readonly dependsOn: readonly string[]
}

/** Answers POST /$batch (graph-facts §2.5; learn.microsoft.com/graph/json-batching). Each item fares on its own. */
export async function batch(outer: GraphCall, answer: (call: GraphCall) => Promise<GraphAnswer>): Promise<GraphAnswer> {
  const items = itemsOf(outer)
  const answered = new Map<string, { status: number; response: Json }>()
  for (const item of items) {
    const failed = item.dependsOn.some((id) => (answered.get(id.toLowerCase())?.status ?? 424) >= 400)
    const given = failed ? failedDependency(item.id) : await answer(item.call)
    answered.set(item.id.toLowerCase(), { status: given.status, response: responseOf(item.id, given) })
  }
  return { status: 200, headers: {}, body: { responses: [...answered.values()].map(({ response }) => response) } }
}

function itemsOf(outer: GraphCall): BatchItem[] {
  const requests = isObject(outer.body) ? outer.body.requests : undefined
  if (!Array.isArray(requests)) throw invalid("Invalid batch payload format: 'requests' is missing.")
  if (requests.length > BATCH.requests) throw invalid(`The number of maximum batch requests is ${BATCH.requests}.`)
  const items = requests.map((request) => itemOf(outer, request))
  const ids = new Set(items.map(({ id }) => id.toLowerCase()))
  if (ids.size !== items.length) throw invalid('The id of each batch request must be unique.')
  for (const item of items)
    for (const id of item.dependsOn)
      if (!ids.has(id.toLowerCase())) throw invalid(`The dependsOn id '${id}' does not exist.`)
  return items
}

function itemOf(outer: GraphCall, request: Json): BatchItem {
  if (!isObject(request)) throw invalid('Invalid batch payload format.')
  const { method, url, body, dependsOn } = request
  // CLI for Microsoft 365 numbers its requests.
  const id = typeof request.id === 'number' ? String(request.id) : request.id
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string')
    throw invalid("Each batch request needs 'id', 'method' and 'url'.")
  const headers: { [name: string]: string } = {}
  for (const [name, value] of Object.entries(isObject(request.headers) ? request.headers : {}))
    headers[name.toLowerCase()] = String(value)
  if (body !== undefined && headers['content-type'] === undefined)
    throw invalid(`The batch request '${id}' has a body and needs a Content-Type header.`)
  const target = url.startsWith('/') ? url : `/${url}`
  const call = { method: method.toUpperCase(), target, headers, body, origin: outer.origin }
  return { id, call, dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [] }
}

function responseOf(id: string, { status, headers, body }: GraphAnswer): Json {
  if (isText(body))
    return {
      id,
      status,
      headers: { ...headers, 'Content-Type': 'text/plain' },
      body: Buffer.from(body.text).toString('base64'),
    }
  return {
    id,
    status,
    headers: { ...headers, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body }),
  }
}

function isText(body: GraphAnswer['body']): body is { readonly text: string } {
  return isObject(body) && typeof body.text === 'string' && Object.keys(body).length === 1
}

function failedDependency(id: string): GraphAnswer {
  const error = {
    code: 'FailedDependency',
    message: `The request '${id}' was not executed because one it depends on failed.`,
  }
  return { status: 424, headers: {}, body: { error } }
}

const invalid = (message: string) => new GraphError(400, 'BadRequest', message)

import { isObject, type Json } from '../world/model.ts'
import type { GraphCall } from './call.ts'
import { GraphError } from './errors.ts'
import { BATCH } from './limits.ts'

/** One request of a batch. */
export interface BatchItem {
  readonly id: string
  readonly call: GraphCall
  /** Ids in lower case. */
  readonly dependsOn: readonly string[]
}

/**
 * The requests of a batch by their ids in lower case, or the 400 that refuses the batch as a whole
 * (learn.microsoft.com/graph/json-batching). Only the rules are documented, not the sentences.
 */
export function batchItems(outer: GraphCall): ReadonlyMap<string, BatchItem> {
  const requests = isObject(outer.body) ? outer.body.requests : undefined
  if (!Array.isArray(requests)) throw invalid("Invalid batch payload format: 'requests' is missing.")
  if (requests.length > BATCH.requests) throw invalid(`The number of maximum batch requests is ${BATCH.requests}.`)
  const items = new Map<string, BatchItem>()
  for (const request of requests) {
    const item = itemOf(outer, request)
    const key = item.id.toLowerCase()
    if (items.has(key)) throw invalid(`The id '${item.id}' of a batch request is not unique.`)
    items.set(key, item)
  }
  checkDependencies(items)
  return items
}

function itemOf(outer: GraphCall, request: Json): BatchItem {
  if (!isObject(request)) throw invalid('Invalid batch payload format.')
  const { method, url, body, dependsOn = [] } = request
  // CLI for Microsoft 365 numbers its requests.
  const id = typeof request.id === 'number' ? String(request.id) : request.id
  if (typeof id !== 'string' || id === '' || typeof method !== 'string' || typeof url !== 'string')
    throw invalid("Each batch request needs 'id', 'method' and 'url'.")
  if (!Array.isArray(dependsOn) || dependsOn.some((one) => typeof one !== 'string'))
    throw invalid(`'dependsOn' of the batch request '${id}' must be a list of ids.`)
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url)) throw invalid(`The url of the batch request '${id}' must be relative.`)
  const traced = outer.headers['client-request-id']
  const own = headersOf(id, request.headers)
  const headers = traced === undefined ? own : { 'client-request-id': traced, ...own }
  checkContent(id, own['content-type'], body)
  const target = url.startsWith('/') ? url : `/${url}`
  const call = { method: method.toUpperCase(), target, headers, body, origin: outer.origin }
  return { id, call, dependsOn: dependsOn.map((one) => String(one).toLowerCase()) }
}

function headersOf(id: string, given: Json | undefined): { [name: string]: string } {
  if (given === undefined || given === null) return {}
  if (!isObject(given)) throw invalid(`'headers' of the batch request '${id}' must be an object.`)
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), String(value)]))
}

/** A body needs its Content-Type beside it; one that is no JSON travels as base64, of either alphabet. */
function checkContent(id: string, contentType: string | undefined, body: Json | undefined): void {
  if (body === undefined) return
  if (contentType === undefined) throw invalid(`The batch request '${id}' has a body and needs a Content-Type header.`)
  if (!/^application\/json\b/i.test(contentType) && !(typeof body === 'string' && BASE64.test(body)))
    throw invalid(`The body of the batch request '${id}' is '${contentType}' and must be a base64-encoded text.`)
}

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/

/** Refuses dependencies on what is not there, and on each other in a circle. */
function checkDependencies(items: ReadonlyMap<string, BatchItem>): void {
  const done = new Set<string>()
  const visit = (key: string, from: readonly string[]): void => {
    if (done.has(key)) return
    const item = items.get(key)
    if (!item) throw invalid(`The dependsOn id '${key}' does not exist.`)
    if (from.includes(key)) throw invalid(`The batch request '${item.id}' depends on itself.`)
    for (const one of item.dependsOn) visit(one, [...from, key])
    done.add(key)
  }
  for (const key of items.keys()) visit(key, [])
}

const invalid = (message: string) => new GraphError(400, 'BadRequest', message)

import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { Json } from '../world/model.ts'
import { errorBody, type RestError } from './rest-error.ts'

/** What SharePoint tells of an object, and what stands beside it where the caller wants metadata. */
export interface RestObject {
  readonly properties: { [name: string]: Json }
  /** Its type, e.g. `SP.List`. */
  readonly type: string
  /** Its address below `_api/`. */
  readonly path: string
  readonly etag?: string
}

/** What an operation answers. */
export type RestAnswer =
  | { readonly kind: 'object'; readonly object: RestObject; readonly status?: number }
  | { readonly kind: 'collection'; readonly objects: readonly RestObject[]; readonly next?: string }
  /** The result of a function, named as it is called. */
  | { readonly kind: 'value'; readonly name: string; readonly value: Json }
  | { readonly kind: 'empty'; readonly status: number }

/**
 * How the caller wants its JSON (learn.microsoft.com/sharepoint/dev/sp-add-ins/get-to-know-the-sharepoint-rest-service):
 * verbose, or light with or without metadata; and light under OData 4, which writes its annotations with an `@`.
 */
export interface RestFormat {
  readonly shape: 'light' | 'verbose' | 'v4'
  readonly metadata: boolean
}

export function formatOf(headers: IncomingHttpHeaders): RestFormat {
  const accept = String(headers.accept ?? '').toLowerCase()
  if (accept.includes('odata=verbose')) return { shape: 'verbose', metadata: true }
  const shape = String(headers['odata-version'] ?? '').startsWith('4') ? 'v4' : 'light'
  return { shape, metadata: !/odata=nometadata|odata\.metadata=none/.test(accept) }
}

export function send(response: ServerResponse, format: RestFormat, webUrl: string, answer: RestAnswer): void {
  if (answer.kind === 'empty') {
    response.writeHead(answer.status, {}).end()
    return
  }
  const etag: { [name: string]: string } =
    answer.kind === 'object' && answer.object.etag !== undefined ? { ETag: answer.object.etag } : {}
  const status = answer.kind === 'object' ? (answer.status ?? 200) : 200
  write(response, status, format, bodyOf(format, webUrl, answer), etag)
}

export function sendError(response: ServerResponse, format: RestFormat, error: RestError): void {
  write(response, error.status, format, errorBody(error, format.shape), {})
}

function bodyOf(format: RestFormat, webUrl: string, answer: Exclude<RestAnswer, { kind: 'empty' }>): Json {
  const { shape } = format
  const told = (object: RestObject) => withMetadata(format, webUrl, object)
  if (answer.kind === 'object') return shape === 'verbose' ? { d: told(answer.object) } : told(answer.object)
  if (answer.kind === 'value') {
    if (shape !== 'verbose') return Array.isArray(answer.value) ? { value: answer.value } : answer.value
    const value = Array.isArray(answer.value) ? { results: answer.value } : answer.value
    return { d: { [answer.name]: value } }
  }
  const value = answer.objects.map(told)
  const { next } = answer
  if (shape === 'verbose') return { d: { results: value, ...(next === undefined ? {} : { __next: next }) } }
  const named = shape === 'v4' ? '@odata.nextLink' : 'odata.nextLink'
  return { ...(next === undefined ? {} : { [named]: next }), value }
}

function withMetadata({ shape, metadata }: RestFormat, webUrl: string, object: RestObject): { [name: string]: Json } {
  const { properties, type, path, etag } = object
  if (!metadata) return properties
  const uri = `${webUrl}/_api/${path}`
  if (shape === 'verbose')
    return { __metadata: { id: uri, uri, ...(etag === undefined ? {} : { etag }), type }, ...listsWrapped(properties) }
  const mark = shape === 'v4' ? '@odata' : 'odata'
  return {
    [`${mark}.type`]: shape === 'v4' ? `#${type}` : type,
    [`${mark}.id`]: uri,
    ...(etag === undefined ? {} : { [`${mark}.etag`]: etag }),
    [`${mark}.editLink`]: path,
    ...properties,
  }
}

/** Verbose JSON keeps every list in an object. */
function listsWrapped(properties: { [name: string]: Json }): { [name: string]: Json } {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, Array.isArray(value) ? { results: value } : value]),
  )
}

function write(
  response: ServerResponse,
  status: number,
  { shape, metadata }: RestFormat,
  body: Json,
  headers: { [name: string]: string },
): void {
  const bytes = Buffer.from(JSON.stringify(body))
  const parameter =
    shape === 'verbose'
      ? 'odata=verbose'
      : shape === 'v4'
        ? `odata.metadata=${metadata ? 'minimal' : 'none'}`
        : `odata=${metadata ? 'minimalmetadata' : 'nometadata'}`
  response.writeHead(status, {
    'Content-Type': `application/json;${parameter};streaming=true;charset=utf-8`,
    'Content-Length': bytes.length,
    'Cache-Control': 'private, max-age=0',
    MicrosoftSharePointTeamServices: '16.0.0.25331',
    ...headers,
  })
  response.end(bytes)
}

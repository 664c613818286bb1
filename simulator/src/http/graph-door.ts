import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { GraphAnswer, GraphCall } from '../graph/call.ts'
import { GraphError, notImplemented } from '../graph/errors.ts'
import { errorAnswer, type Graph } from '../graph/platform.ts'
import type { FaultEffect } from '../world/faults.ts'
import { isObject } from '../world/model.ts'
import type { World } from '../world/world.ts'
import type { Door } from './doors.ts'
import { readJson } from './exchange.ts'
import { simulatedHost } from './hosts.ts'
import { bytesOf } from './page-buffers.ts'

const VERSION = /^\/(v1\.0|beta)(?=[/?]|$)/
/** As reported from the field (github.com/microsoftgraph/msgraph-sample-blazor-clientside). */
const INVALID_VERSION = new GraphError(400, 'BadRequest', 'Invalid version.')
/** Never sent for this machine's own names: a browser would take every other program on it for https from then on. */
const STRICT_TRANSPORT = ['Strict-Transport-Security', 'max-age=31536000'] as const

const JSON_TYPE = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'
const DIAGNOSTIC = JSON.stringify({
  ServerInfo: { DataCenter: 'Simulated', RoleInstance: 'SIM0', Ring: '1', ScaleUnit: '000', Slice: 'E' },
})

export interface GraphDoorOptions {
  /** Milliseconds every answer is held back. */
  readonly latency: number
  /** Whether the whole host is Graph's, so that a path without a version is an error of Graph's. */
  readonly isWholeHost: boolean
}

/** Serves Graph over HTTP: the wire around each answer, and the faults that the control door ordered. */
export function graphDoor(world: World, graph: Graph, options: GraphDoorOptions): Door {
  return async (request, response, url) => {
    const version = VERSION.exec(url.pathname)?.[1]
    if (version === undefined && !options.isWholeHost) return false
    const call = await callOf(request, url, version)
    if (options.latency > 0) await delay(options.latency)
    const { answer, effect } =
      'error' in call
        ? { answer: errorAnswer(call.error, call.call, world.now()), effect: undefined }
        : await graph.respond(call.call)
    if (effect?.reset) {
      request.socket.destroy()
      return true
    }
    if (simulatedHost(url.hostname) && url.protocol === 'https:') response.setHeader(...STRICT_TRANSPORT)
    send(response, call.call, answer, effect)
    return true
  }
}

async function callOf(
  request: IncomingMessage,
  url: URL,
  version: string | undefined,
): Promise<{ call: GraphCall } | { call: GraphCall; error: GraphError }> {
  const headers: { [name: string]: string | undefined } = {}
  for (const [name, value] of Object.entries(request.headers))
    headers[name] = Array.isArray(value) ? value.join(', ') : value
  const target = request.url?.replace(VERSION, '')
  const call = {
    method: request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET'),
    target: target || '/',
    headers,
    origin: url.origin,
  }
  try {
    const body = await readJson(request)
    if (version === undefined) return { call: { ...call, body }, error: INVALID_VERSION }
    return version === 'beta' ? { call: { ...call, body }, error: notImplemented() } : { call: { ...call, body } }
  } catch (cause) {
    const message =
      cause instanceof RangeError
        ? cause.message
        : 'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'
    return {
      call: { ...call, body: undefined },
      error: new GraphError(cause instanceof RangeError ? 413 : 400, 'BadRequest', message),
    }
  }
}

function send(response: ServerResponse, call: GraphCall, answer: GraphAnswer, effect: FaultEffect | undefined): void {
  const requestId = crypto.randomUUID()
  const { body } = answer
  const plain =
    isObject(body) && typeof body.text === 'string' && Object.keys(body).length === 1 ? body.text : undefined
  const whole = effect?.malformed ? '{"value":[{"id":' : (plain ?? (body === undefined ? '' : JSON.stringify(body)))
  const { bytes, release } = bytesOf(whole)
  response.once('close', release)
  response.writeHead(answer.status, {
    'Content-Type': plain === undefined ? JSON_TYPE : 'text/plain',
    'Content-Length': bytes.length,
    'request-id': requestId,
    'client-request-id': call.headers['client-request-id'] ?? requestId,
    'x-ms-ags-diagnostic': DIAGNOSTIC,
    'OData-Version': '4.0',
    'Cache-Control': 'no-cache',
    ...answer.headers,
  })
  if (effect?.truncate) {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy())
    return
  }
  response.end(bytes)
}

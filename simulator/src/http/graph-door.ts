import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { GraphAnswer, GraphCall } from '../graph/call.ts'
import { GraphError, notImplemented } from '../graph/errors.ts'
import { errorAnswer, type Graph } from '../graph/platform.ts'
import type { FaultEffect } from '../world/faults.ts'
import { isObject } from '../world/model.ts'
import type { World } from '../world/world.ts'
import { originOf, readJson } from './exchange.ts'

const JSON_TYPE = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'
const DIAGNOSTIC = JSON.stringify({
  ServerInfo: { DataCenter: 'Simulated', RoleInstance: 'SIM0', Ring: '1', ScaleUnit: '000', Slice: 'E' },
})

export interface GraphDoorOptions {
  /** Milliseconds every answer is held back. */
  readonly latency: number
}

/** Serves Graph over HTTP: the wire around each answer, and the faults that the control door ordered. */
export function graphDoor(world: World, graph: Graph, options: GraphDoorOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = await callOf(request)
    if (options.latency > 0) await delay(options.latency)
    const { answer, effect } =
      'error' in call
        ? { answer: errorAnswer(call.error, call.call, world.now()), effect: undefined }
        : await graph.respond(call.call)
    if (effect?.reset) {
      request.socket.destroy()
      return
    }
    send(response, call.call, answer, effect)
  }
}

async function callOf(request: IncomingMessage): Promise<{ call: GraphCall } | { call: GraphCall; error: GraphError }> {
  const headers: { [name: string]: string | undefined } = {}
  for (const [name, value] of Object.entries(request.headers))
    headers[name] = Array.isArray(value) ? value.join(', ') : value
  const [, version, target] = /^\/(v1\.0|beta)(\/.*|\?.*|)$/.exec(request.url ?? '') ?? []
  const call = {
    method: request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET'),
    target: target ?? '/',
    headers,
    origin: originOf(request),
  }
  try {
    const body = await readJson(request)
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
  const bytes = Buffer.from(whole)
  response.writeHead(answer.status, {
    'Content-Type': plain === undefined ? JSON_TYPE : 'text/plain',
    'Content-Length': bytes.length,
    'request-id': requestId,
    'client-request-id': call.headers['client-request-id'] ?? requestId,
    'x-ms-ags-diagnostic': DIAGNOSTIC,
    'OData-Version': '4.0',
    'Strict-Transport-Security': 'max-age=31536000',
    'Cache-Control': 'no-cache',
    ...answer.headers,
  })
  if (effect?.truncate) {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy())
    return
  }
  response.end(bytes)
}

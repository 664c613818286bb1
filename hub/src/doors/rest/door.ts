import cookie from '@fastify/cookie'
import { type FastifyInstance, type FastifyPluginAsync, fastify } from 'fastify'
import { AtriumError } from '../../kernel/errors.ts'
import { isUuid } from '../../kernel/ids.ts'
import type { Operation } from '../../operation/define.ts'
import type { Runtime } from '../../operation/runtime.ts'
import { openApi } from '../contract/openapi.ts'
import { serveConsole } from './console-files.ts'
import { cookiesOf } from './cookies.ts'
import { answerErrors, sendProblem } from './errors.ts'
import { serveHealth } from './health.ts'
import { readJsonBodies } from './json-body.ts'
import { watchNews } from './news.ts'
import { serveOperation } from './operation-route.ts'
import { securityHeaders } from './security-headers.ts'

export interface RestDoorParts {
  runtime: Runtime
  operations: readonly Operation[]
  /** other doors that open at the same address, each with what it reads for itself alone */
  beside?: readonly FastifyPluginAsync[]
  /** as people reach it, `https://atrium.example.org`; where it listens, if not said */
  publicUrl?: string | undefined
  /** the built console; nothing is served for people where there is none */
  consoleFolder?: string | undefined
  /** addresses of proxies whose `X-Forwarded-For` is believed */
  trustedProxies?: readonly string[]
  /** bytes; 1 MiB otherwise */
  bodyLimit?: number
  heartbeatMs?: number
  /** how often an open stream is read anew although nothing woke it; 5 s otherwise */
  streamPollMs?: number
}

export interface RestDoor {
  /** @returns the address at which it listens, without a slash at the end */
  listen(at: { host: string; port: number }): Promise<string>
  /** Ends open streams, waits for answers under way, and stops listening. */
  close(): Promise<void>
}

/** The REST door: every operation at its route, the contract, the console, and whether all is well. */
export async function createRestDoor(parts: RestDoorParts): Promise<RestDoor> {
  const { runtime, operations } = parts
  const closing = new AbortController()
  const news = watchNews(runtime.database, runtime.log, { ...(parts.streamPollMs && { pollMs: parts.streamPollMs }) })
  let publicUrl = parts.publicUrl ?? ''
  const https = () => publicUrl.startsWith('https:')
  const server = fastify({
    logger: false,
    bodyLimit: parts.bodyLimit ?? 1_048_576,
    trustProxy: parts.trustedProxies === undefined ? false : [...parts.trustedProxies],
    // for a request to arrive whole; answers and streams may take their time
    requestTimeout: 30_000,
    exposeHeadRoutes: false,
    // a passkey's id may have 1023 bytes (WebAuthn §4), which are 1364 letters of base64url
    routerOptions: { maxParamLength: 1_400 },
    frameworkErrors: (_, request, reply) => sendProblem(request, reply, unreadableAddress()),
    requestIdHeader: false,
    genReqId: ({ headers }) => {
      const brought = headers['x-request-id']
      return typeof brought === 'string' && isUuid(brought) ? brought : runtime.newId()
    },
  })
  await server.register(cookie)
  readJsonBodies(server)
  answerErrors(server, runtime.log)
  server.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...securityHeaders({ https: https() }), 'x-request-id': request.id })
  })
  logRequests(server, runtime)
  serveHealth(server, runtime, closing.signal)
  let document: string | undefined
  server.get('/openapi.json', async (_, reply) => {
    document ??= JSON.stringify(openApi(operations))
    return reply.header('content-type', 'application/json; charset=utf-8').send(document)
  })
  const cookies = cookiesOf(https, runtime.random)
  const heartbeatMs = parts.heartbeatMs ?? 15_000
  const origin = () => new URL(publicUrl).origin
  for (const operation of operations)
    serveOperation(server, { runtime, news, cookies, origin, closing: closing.signal, heartbeatMs }, operation)
  for (const other of parts.beside ?? []) await server.register(other)
  const consoleFiles = await serveConsole(server, { folder: parts.consoleFolder, https, random: runtime.random })
  server.setNotFoundHandler((request, reply) => {
    const page = consoleFiles.page(request, reply)
    if (page !== undefined) {
      cookies.browser(request, reply)
      return reply.send(page)
    }
    return sendProblem(request, reply, noSuchAddress(request.method))
  })
  return {
    async listen(at) {
      const address = await server.listen(at)
      if (publicUrl === '') publicUrl = address
      return address
    },
    async close() {
      closing.abort()
      await server.close()
      await news.close()
    },
  }
}

const noSuchAddress = (method: string): AtriumError =>
  new AtriumError('not_found', {
    detail: `There is nothing at this address for ${method}.`,
    next: 'The contract at /openapi.json lists every address.',
  })

const unreadableAddress = (): AtriumError =>
  new AtriumError('invalid_input', { detail: 'The address of the request cannot be read.' })

/** One line a request: never its address's query, which may name people. */
function logRequests(server: FastifyInstance, { log }: Runtime): void {
  server.addHook('onResponse', async (request, reply) => {
    const { method, id: requestId } = request
    const route = request.routeOptions.url ?? 'none'
    log.debug({ requestId, method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request')
  })
}

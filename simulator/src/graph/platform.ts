import { readFileSync } from 'node:fs'
import type { AccessToken, IdentityPlatform } from '../identity-port.ts'
import { GRAPH_APP_ID } from '../world/generate/graph-principal.ts'
import type { Tenancy } from '../world/tenancy.ts'
import type { World } from '../world/world.ts'
import { batch } from './batch.ts'
import type { GraphAnswer, GraphCall, GraphContext } from './call.ts'
import { GraphError, noSegment, notImplemented, unauthorized } from './errors.ts'
import { ROUTES } from './operations/index.ts'
import { orderedError } from './ordered-error.ts'
import { authorise } from './permissions.ts'
import { Router } from './router.ts'
import { isReport, type Throttle, unitCost } from './throttle.ts'

const file = new URL('../../contract/operations-v1.0.json', import.meta.url)
const contract: { operations: { method: string; path: string }[] } = JSON.parse(readFileSync(file, 'utf8'))
const router = new Router(ROUTES, contract.operations)

const AUDIENCES = new Set(['https://graph.microsoft.com', 'https://graph.microsoft.com/', GRAPH_APP_ID])

/** One answered request, for whoever keeps a record. */
export interface GraphRecord {
  readonly at: number
  readonly method: string
  readonly path: string
  readonly status: number
  readonly appId: string | undefined
  readonly tenantId: string | undefined
  /** The permission that let it in. */
  readonly permission: string | undefined
  readonly units: number
  /** Milliseconds of work for the answer, without sending it. */
  readonly milliseconds: number
}

interface Caller {
  readonly token: AccessToken
  readonly tenancy: Tenancy
}

/** Microsoft Graph v1.0 over the world: who asks, what they may, what it costs, and the answer. */
export class Graph {
  readonly #world: World
  readonly #identity: IdentityPlatform
  readonly #throttle: Throttle
  readonly #record: (record: GraphRecord) => void

  constructor(world: World, identity: IdentityPlatform, throttle: Throttle, record: (record: GraphRecord) => void) {
    this.#world = world
    this.#identity = identity
    this.#throttle = throttle
    this.#record = record
  }

  /** The path of a target without its query. */
  static pathOf(target: string): string {
    const path = target.split('?')[0] ?? ''
    return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
  }

  /** Who is calling. Throws 401 when the token does not hold or its application is gone from the tenancy. */
  async identify(call: GraphCall): Promise<Caller> {
    const [scheme, credential] = (call.headers.authorization ?? '').split(' ')
    if (!credential || scheme?.toLowerCase() !== 'bearer') throw unauthorized('Access token is empty.', call.origin)
    const verified = await this.#identity.verifyAccessToken(credential)
    if (!verified.ok) throw unauthorized(verified.reason, call.origin)
    const { token } = verified
    if (!AUDIENCES.has(token.audience))
      throw unauthorized('Access token validation failure. Invalid audience.', call.origin)
    if (token.expiresAt <= this.#world.now())
      throw unauthorized('Lifetime validation failed, the token is expired.', call.origin)
    const tenancy = this.#world.tenancy(token.tenantId)
    const principal = tenancy?.findByKey('servicePrincipal', token.appId)
    if (!tenancy || !principal)
      throw new GraphError(
        401,
        'Authorization_IdentityNotFound',
        'The identity of the calling application could not be established.',
      )
    return { token, tenancy }
  }

  /** Answers one call of a known caller; errors become Graph's error bodies. */
  async answer(call: GraphCall, caller: Caller): Promise<GraphAnswer> {
    const started = performance.now()
    const path = Graph.pathOf(call.target)
    let units = 0
    let permission: string | undefined
    let answer: GraphAnswer
    try {
      if (call.method === 'POST' && path === '/$batch') return await batch(call, (item) => this.#item(item, caller))
      const routed = router.find(call.method, path)
      if (!routed) throw noSegment(path.split('/').filter(Boolean).at(-1) ?? '')
      const query = queryOf(call.target)
      units = unitCost(call.method, path, query)
      const { appId, tenantId } = caller.token
      const headers = this.#throttle.take(appId, tenantId, caller.tenancy.store('user').size, units)
      if (isReport(call, path)) this.#throttle.takeReport(appId, tenantId)
      permission = authorise(caller.token, call.method, routed.template)
      if (!routed.route) throw notImplemented()
      const { parameters, cast, countOnly, template } = routed
      const context: GraphContext = {
        world: this.#world,
        ...caller,
        call,
        route: template,
        path,
        parameters,
        query,
        cast,
        countOnly,
      }
      const given = routed.route.answer(context)
      answer = { ...given, headers: { ...headers, ...given.headers } }
    } catch (error) {
      answer = errorAnswer(error, call, this.#world.now())
    }
    const { appId, tenantId } = caller.token
    const milliseconds = performance.now() - started
    this.#record({
      at: this.#world.now(),
      method: call.method,
      path,
      status: answer.status,
      appId,
      tenantId,
      permission,
      units,
      milliseconds,
    })
    return answer
  }

  /** One item of a batch; faults strike it as they would strike the request on its own. */
  async #item(call: GraphCall, caller: Caller): Promise<GraphAnswer> {
    const path = Graph.pathOf(call.target)
    const effect = this.#world.faults.graphFault({ method: call.method, path, tenantId: caller.token.tenantId })
    const ordered = effect && orderedError(effect, call, path)
    return ordered ? errorAnswer(ordered, call, this.#world.now()) : this.answer(call, caller)
  }
}

/** Graph's error body for anything thrown. What is no GraphError is a defect of the simulator and says so. */
export function errorAnswer(error: unknown, call: GraphCall, now: number): GraphAnswer {
  const known =
    error instanceof GraphError
      ? error
      : new GraphError(500, 'InternalServerError', `Defect of the simulator: ${String(error)}`)
  if (known !== error) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  const requestId = call.headers['client-request-id'] ?? crypto.randomUUID()
  const innerError = {
    'client-request-id': requestId,
    date: new Date(now).toISOString().slice(0, 19),
    'request-id': requestId,
  }
  return {
    status: known.status,
    headers: { ...known.headers },
    body: { error: { code: known.code, innerError, message: known.message } },
  }
}

/** Query options by name; `$` may be left out of the known ones, as v1.0 allows. */
function queryOf(target: string): Map<string, string> {
  const query = new Map<string, string>()
  const at = target.indexOf('?')
  if (at < 0) return query
  for (const [name, value] of new URLSearchParams(target.slice(at + 1))) {
    const lower = name.toLowerCase()
    query.set(
      /^(select|expand|filter|search|orderby|top|count|skiptoken|deltatoken)$/.test(lower)
        ? `$${lower}`
        : lower.startsWith('$')
          ? lower
          : name,
      value,
    )
  }
  return query
}

import { setTimeout as delay } from 'node:timers/promises'
import type { AccessToken, IdentityPlatform } from '../identity-port.ts'
import type { RequestRecord } from '../requests/record.ts'
import type { FaultEffect } from '../world/faults.ts'
import { GRAPH_APP_ID } from '../world/generate/graph-principal.ts'
import { BadInput } from '../world/input.ts'
import type { Json } from '../world/model.ts'
import type { MutationContext } from '../world/mutations/mutation.ts'
import type { Tenancy } from '../world/tenancy.ts'
import type { World } from '../world/world.ts'
import { batch } from './batch.ts'
import type { GraphAnswer, GraphCall, GraphContext } from './call.ts'
import { OPERATIONS } from './contract.ts'
import { denied, GraphError, noSegment, notAllowed, notImplemented, revoked, unauthorized } from './errors.ts'
import { isEventual } from './odata/options.ts'
import { ROUTES } from './operations/index.ts'
import { orderedError } from './ordered-error.ts'
import { acceptedPermissions, permissionOf } from './permissions.ts'
import { acceptedBody } from './request-body.ts'
import { isWrite, type Route, type Service, type WriteRoute } from './route.ts'
import { type RoutedPath, Router } from './router.ts'
import { type Throttle, unitCost } from './throttle.ts'
import { actorOf, GRAPH_WRITE, journalInput, readJournalInput } from './written.ts'

const router = new Router(ROUTES, OPERATIONS)

const AUDIENCES = new Set(['https://graph.microsoft.com', 'https://graph.microsoft.com/', GRAPH_APP_ID])

/** What is found out about a request while it is answered. */
interface Seen {
  caller: Caller | undefined
  fault: string | undefined
  units: number
  permission: string | undefined
}

const unseen = (): Seen => ({ caller: undefined, fault: undefined, units: 0, permission: undefined })

/** An answer, and what a fault does to it on the wire. */
export interface Response {
  readonly answer: GraphAnswer
  readonly effect: FaultEffect | undefined
}

type Recorder = (record: Omit<RequestRecord, 'number'>) => void

interface Caller {
  readonly token: AccessToken
  readonly tenancy: Tenancy
}

/** Microsoft Graph v1.0 over the world: who asks, what they may, what it costs, and the answer. */
export class Graph {
  readonly #world: World
  readonly #identity: IdentityPlatform
  readonly #throttle: Throttle
  readonly #record: Recorder

  constructor(world: World, identity: IdentityPlatform, throttle: Throttle, record: Recorder) {
    world.replayWith(GRAPH_WRITE, (context, input) => this.#redo(context, input))
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

  /** Answers one request of anybody: who asks, what was ordered to go wrong, what they may; errors become error bodies. */
  respond(call: GraphCall): Promise<Response> {
    return this.#recorded(call, false, async (seen, path) => {
      if (path === '' || path === '/') throw noSegment('')
      seen.caller = await this.#identify(call)
      return this.#strikeOrServe(call, seen.caller, path, seen)
    })
  }

  #batch(call: GraphCall, caller: Caller): Promise<GraphAnswer> {
    return batch(call, {
      answer: (item) => this.#item(item, caller),
      serviceOf: (item) => serviceOf(item, caller.token),
    })
  }

  /** One item of a batch; faults strike it as they would strike the request on its own. */
  async #item(call: GraphCall, caller: Caller): Promise<GraphAnswer> {
    const { answer } = await this.#recorded(call, true, (seen, path) => {
      seen.caller = caller
      return this.#strikeOrServe(call, caller, path, seen)
    })
    return answer
  }

  async #strikeOrServe(call: GraphCall, caller: Caller, path: string, seen: Seen): Promise<Response> {
    const struck = this.#world.faults.strike({ ...call, path, tenantId: caller.token.tenantId })
    const effect = struck?.effect
    seen.fault = struck?.id
    if (effect?.delayMs) await delay(effect.delayMs)
    if (effect?.withdraw) withdraw(this.#world, caller.token, effect.withdraw)
    const failure = effect && orderedError(effect, call, path)
    if (failure) throw failure
    this.#world.settle()
    if (call.method === 'POST' && path === '/$batch') return { answer: await this.#batch(call, caller), effect }
    return { answer: await this.#served(call, caller, path, seen), effect }
  }

  /** Whatever is asked, and however it ends, stands in the record. */
  async #recorded(
    call: GraphCall,
    batched: boolean,
    work: (seen: Seen, path: string) => Promise<Response>,
  ): Promise<Response> {
    const started = performance.now()
    const path = Graph.pathOf(call.target)
    const seen = unseen()
    let response: Response
    try {
      response = await work(seen, path)
    } catch (error) {
      response = { answer: errorAnswer(error, call, this.#world.now()), effect: undefined }
    }
    const { caller, ...found } = seen
    this.#record({
      at: this.#world.now(),
      service: 'graph',
      method: call.method,
      path,
      query: call.target.split('?')[1] ?? '',
      status: response.answer.status,
      appId: caller?.token.appId,
      tenantId: caller?.token.tenantId,
      userObjectId: caller?.token.userObjectId,
      body: call.method === 'GET' || batched ? undefined : call.body,
      batched,
      ...found,
      milliseconds: performance.now() - started,
    })
    return response
  }

  /** Who is calling. Throws 401 when the token does not hold or its application is gone from the tenancy. */
  async #identify(call: GraphCall): Promise<Caller> {
    const [scheme, credential] = (call.headers.authorization ?? '').split(' ')
    if (!credential || scheme?.toLowerCase() !== 'bearer') throw unauthorized('Access token is empty.', call.origin)
    const verified = await this.#identity.verifyAccessToken(credential)
    if (!verified.ok) throw unauthorized(verified.reason, call.origin)
    const { token, revokedSince } = verified
    if (revokedSince !== undefined) throw revoked(revokedSince, call.origin)
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

  /**
   * Answers a call of somebody who is known already, as one of Microsoft's services is: it stands in no record, and no
   * fault is ordered for it.
   */
  async answer(call: GraphCall, caller: Caller): Promise<GraphAnswer> {
    try {
      return await this.#served(call, caller, Graph.pathOf(call.target), unseen())
    } catch (error) {
      return errorAnswer(error, call, this.#world.now())
    }
  }

  async #served(call: GraphCall, caller: Caller, path: string, seen: Seen): Promise<GraphAnswer> {
    const routed = routedPath(call.method, path, caller.token)
    const query = queryOf(call.target)
    const { route, template } = routed
    seen.units = unitCost(call.method, path, query)
    const { appId, tenantId } = caller.token
    const headers = this.#throttle.admit({
      appId,
      tenantId,
      service: route?.service ?? 'directory',
      method: call.method,
      path,
      users: caller.tenancy.store('user').size,
      units: seen.units,
    })
    const { parameters, cast, countOnly } = routed
    const context = { world: this.#world, ...caller, call, route: template, path, parameters, query, cast, countOnly }
    seen.permission = authorise(context, route)
    if (!route) throw notImplemented()
    const given = isWrite(route)
      ? await this.#write(context, route)
      : this.#throughReplica(context, () => route.answer(context))
    return { ...given, headers: { ...headers, ...given.headers } }
  }

  async #write(asked: GraphContext, route: WriteRoute): Promise<GraphAnswer> {
    const context = { ...asked, call: { ...asked.call, body: acceptedBody(asked, route) } }
    const prepared = await route.prepare?.(context)
    const input = journalInput(context, prepared)
    return this.#world.change(GRAPH_WRITE, input, actorOf(context), ({ random, now }) =>
      this.#throughReplica(context, () => route.write({ ...context, random, now, prepared })),
    )
  }

  /** Does the work with what the replica that answers knows. */
  #throughReplica<T>(context: GraphContext, work: () => T): T {
    const { tenancy } = context
    tenancy.replica = this.#world.replicas.view(tenancy, isEventual(context), this.#world.now())
    try {
      return work()
    } finally {
      tenancy.replica = undefined
    }
  }

  /** Does a write again as the journal tells it. */
  #redo({ world, tenancy, random, now }: MutationContext, input: { [name: string]: Json }): void {
    const { call, token, prepared } = readJournalInput(input)
    const path = Graph.pathOf(call.target)
    try {
      const routed = routedPath(call.method, path, token)
      const { route, template: name, parameters } = routed
      if (!route || !isWrite(route)) throw new BadInput(`${call.method} ${path} is not served any more`)
      const context = { world, tenancy, token, call, route: name, path, parameters, query: queryOf(call.target) }
      const whole = { ...context, cast: undefined, countOnly: false, random, now, prepared }
      world.actingAs(actorOf(whole), () => route.write(whole))
    } catch (error) {
      throw error instanceof GraphError ? new BadInput(error.message) : error
    }
  }
}

/** Takes a permission from the calling application, as an administrator might at any moment. */
function withdraw(world: World, { appId, tenantId }: AccessToken, permission: string): void {
  world.perform('remove-consent', { tenantId, appId, permission })
}

/** The operation of a path. Whatever stands below `/me` is the signed-in person's (graph-facts §1.5). */
function routedPath(method: string, path: string, token: AccessToken): RoutedPath {
  const routed = router.find(method, path)
  if (routed) return routed
  const own = /^\/me(?=\/)/i.exec(path)
  if (own && token.userObjectId === undefined)
    throw new GraphError(400, 'BadRequest', '/me request is only valid with delegated authentication flow.')
  const found = own && router.find(method, `/users/${token.userObjectId}${path.slice(3)}`)
  if (found) return found
  if (router.takesOtherMethod(path)) throw notAllowed()
  throw noSegment(path.split('/').filter(Boolean).at(-1) ?? '')
}

/** The service behind a call; undefined where nothing is served. */
function serviceOf({ method, target }: GraphCall, token: AccessToken): Service | undefined {
  try {
    return routedPath(method, Graph.pathOf(target), token).route?.service
  } catch {
    return undefined
  }
}

/** Lets the call in, naming what allowed it, or throws the service's 403. */
function authorise(context: GraphContext, route: Route | undefined): string | undefined {
  const { call, token } = context
  const accepted = acceptedPermissions(call.method, context.route, route?.permissions)
  if (!accepted) return undefined
  const allowed = permissionOf(token, call.method, context.route, accepted) ?? route?.otherwiseAllowed?.(context)
  if (allowed === undefined) {
    const asked = token.isAppOnly ? accepted.application : accepted.delegated
    const [kind, held] = token.isAppOnly ? (['role', token.roles] as const) : (['scope', token.scopes] as const)
    throw denied(route?.service ?? 'directory', { kind, asked, held })
  }
  return allowed
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
    ...(known.innerCode === undefined ? {} : { code: known.innerCode }),
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

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { controlDoor } from './control/door.ts'
import { Graph, type GraphRecord } from './graph/platform.ts'
import { Throttle } from './graph/throttle.ts'
import { originOf, sendJson } from './http/exchange.ts'
import { graphDoor } from './http/graph-door.ts'
import { createIdentityPlatform } from './identity/index.ts'
import { createSigningKeys } from './identity/signing-keys.ts'
import type { CreateIdentityPlatform } from './identity-port.ts'
import { botDoor } from './teams/bot-door.ts'
import { botTokens } from './teams/bot-token.ts'
import { workflowDoor } from './teams/workflow-door.ts'
import type { Fill } from './world/generate/fill.ts'
import { identityWorldOf } from './world/identity-world.ts'
import type { Json } from './world/model.ts'
import { Random } from './world/random.ts'
import { World } from './world/world.ts'

/** How many Graph requests /_control/requests remembers. */
const REMEMBERED_REQUESTS = 1_000

export interface SimulatorOptions {
  /** Users of the primary tenancy, guests and administrators included; at least 20. */
  readonly people?: number | undefined
  readonly seed?: string | undefined
  /** Enterprise applications of the primary tenancy. */
  readonly applications?: number | undefined
  /** Sizes of the primary tenancy to fill up to, for benchmarks. */
  readonly fill?: Fill | undefined
  /** 0 takes a free port. */
  readonly port?: number | undefined
  readonly host?: string | undefined
  readonly dataDir?: string | undefined
  /** The content of a registrations file. */
  readonly registrations?: Json | undefined
  /** Milliseconds every Graph answer is held back. */
  readonly latency?: number | undefined
  /** Whether resource units are only metered, never refused. */
  readonly unthrottled?: boolean | undefined
  /** The machine's clock, for tests that need one of their own. */
  readonly wallClock?: (() => number) | undefined
  /** Monotonic milliseconds for the resource units. */
  readonly monotonic?: (() => number) | undefined
  /** Another identity platform, for tests of Graph alone. */
  readonly createIdentity?: CreateIdentityPlatform | undefined
}

export interface Simulator {
  readonly url: string
  readonly world: World
  readonly throttle: Throttle
  close(): Promise<void>
}

/** Starts a simulated Microsoft cloud: identity platform, Graph and control door on one address of this machine. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const wallClock = options.wallClock ?? Date.now
  const { people = 2500, seed = '7', applications, fill, dataDir, registrations } = options
  const world = new World({ people, seed, applications, fill, dataDir, registrations, wallClock })
  const random = new Random(`${seed}/identity/${wallClock()}`)
  const createIdentity = options.createIdentity ?? createIdentityPlatform
  const identity = await createIdentity(identityWorldOf(world), {
    random: () => random.next(),
    appidSeed: seed,
    callersClock: wallClock,
  })
  const throttle = new Throttle(options.monotonic ?? (() => performance.now()), options.unthrottled !== true)
  const requests: GraphRecord[] = []
  const graph = new Graph(world, identity, throttle, (record) => {
    requests.push(record)
    if (requests.length > REMEMBERED_REQUESTS) requests.shift()
  })
  world.replay()
  const botKeys = await createSigningKeys()
  const verifyBotToken = botTokens(identity, () => world.now())
  const teamsDoors = [workflowDoor(world), botDoor({ world, verifyBotToken, keys: botKeys })]
  const graphRequest = graphDoor(world, graph, { latency: options.latency ?? 0 })

  async function dispatch(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', originOf(request))
    if (url.pathname === '/_control' || url.pathname.startsWith('/_control/'))
      return controlDoor({ world, identity, throttle, requests, botKeys }, request, response, url)
    if (/^\/(v1\.0|beta)(\/|$)/.test(url.pathname)) return graphRequest(request, response)
    for (const door of teamsDoors) if (await door(request, response, url)) return
    if (await identity.handle(request, response, url)) return
    sendJson(response, 404, {
      error: `Nothing is served at ${url.pathname}: try /v1.0, /{tenant}/oauth2/v2.0/token or /_control`,
    })
  }

  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    dispatch(request, response).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, { error: `Defect of the simulator: ${String(error)}` })
    })
  })
  const host = options.host ?? '127.0.0.1'
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, host, resolve)
  })
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${portOf(server.address())}`
  return { url, world, throttle, close: () => closed(server) }
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return address.port
}

function closed(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    server.closeAllConnections()
  })
}

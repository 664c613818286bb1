import { controlDoor } from './control/door.ts'
import { pageDoor } from './control/page-door.ts'
import { Graph } from './graph/platform.ts'
import { Throttle } from './graph/throttle.ts'
import { type ClientEnvironment, clientEnvironment, clientSetupDoor, hostInUrl } from './http/client-setup.ts'
import type { Door } from './http/doors.ts'
import { doorsOf } from './http/doors-of-hosts.ts'
import { graphDoor } from './http/graph-door.ts'
import type { OtherHosts } from './http/other-hosts.ts'
import { listen } from './http/server.ts'
import { createTrust, type TrustedCertificates } from './http/tls/trust.ts'
import { createIdentityPlatform } from './identity/index.ts'
import { createSigningKeys } from './identity/signing-keys.ts'
import type { CreateIdentityPlatform } from './identity-port.ts'
import { Notifications } from './notifications/notifications.ts'
import { resourceReader } from './notifications/resource-content.ts'
import { RequestLog } from './requests/log.ts'
import { recording } from './requests/recording.ts'
import { botDoor } from './teams/bot-door.ts'
import { botTokens } from './teams/bot-token.ts'
import { workflowDoor } from './teams/workflow-door.ts'
import type { Fill } from './world/generate/fill.ts'
import { identityWorldOf } from './world/identity-world.ts'
import type { Json } from './world/model.ts'
import { Random } from './world/random.ts'
import type { Snapshot } from './world/snapshot.ts'
import { type SeedFile, World } from './world/world.ts'

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
  /** Further names by which callers may address the simulator. */
  readonly allowedHosts?: readonly string[] | undefined
  /** What the proxy does with hosts that are not simulated; `refuse` when not said. */
  readonly otherHosts?: OtherHosts | undefined
  /** Where the certificate authority is kept; without a folder it lives in memory and ends with the simulator. */
  readonly caDir?: string | undefined
  readonly dataDir?: string | undefined
  /** Tenancies of one's own, as YAML or JSON, beside the generated ones or in the place of the primary one. */
  readonly seedFile?: SeedFile | undefined
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
  /** The same port over TLS, for clients that trust `ca`. */
  readonly secureUrl: string
  /** The certificates that a client must trust; made when first asked for. */
  readonly ca: Promise<TrustedCertificates>
  /** What a client needs in its environment to find the simulator in the place of the real hosts. */
  readonly environment: Promise<ClientEnvironment>
  readonly world: World
  readonly throttle: Throttle
  readonly notifications: Notifications
  /** Every answered request, for tests that await or count them. */
  readonly requests: RequestLog
  close(): Promise<void>
}

/** Starts a simulated Microsoft cloud: identity platform, Graph and control door on one port of this machine. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const wallClock = options.wallClock ?? Date.now
  const { people = 2500, seed = '7', applications, fill, dataDir, seedFile, registrations } = options
  const world = new World({ people, seed, applications, fill, dataDir, seedFile, registrations, wallClock })
  const random = new Random(`${seed}/identity/${wallClock()}`)
  const createIdentity = options.createIdentity ?? createIdentityPlatform
  const identity = await createIdentity(identityWorldOf(world), {
    random: () => random.next(),
    appidSeed: seed,
    callersClock: wallClock,
  })
  const throttle = new Throttle(options.monotonic ?? (() => performance.now()), options.unthrottled !== true)
  const requests = new RequestLog()
  const snapshots = new Map<string, Snapshot>()
  const graph = new Graph(world, identity, throttle, (record) => requests.append(record))
  world.replay()
  const botKeys = onceAsked(createSigningKeys)
  const verifyBotToken = botTokens(identity, () => world.now())
  const notifications = new Notifications(world, {
    readResource: resourceReader(graph),
    signValidationToken: identity.signValidationToken,
    monotonic: options.monotonic ?? (() => performance.now()),
  })
  const host = options.host ?? '127.0.0.1'
  const latency = options.latency ?? 0
  const trust = createTrust({
    folder: options.caDir,
    isForOthers: options.otherHosts === 'swallow',
    // Clients judge certificates by their own clocks, which no simulated time moves.
    now: Date.now,
    warn: (sentence) => process.stderr.write(`${sentence}\n`),
  })
  const environment = async () => clientEnvironment(host, listening.port, (await trust.trusted()).file)
  const control: Door = async (request, response, url) => {
    if (!/^\/_control(\/|$)/.test(url.pathname)) return false
    await controlDoor(
      { world, identity, throttle, notifications, requests, snapshots, botKeys },
      request,
      response,
      url,
    )
    return true
  }
  const listening = await listen({
    host,
    port: options.port ?? 0,
    allowedHosts: options.allowedHosts ?? [],
    otherHosts: options.otherHosts ?? 'refuse',
    trust,
    doors: doorsOf({
      graph: graphDoor(world, graph, { latency, isWholeHost: false }),
      wholeGraph: graphDoor(world, graph, { latency, isWholeHost: true }),
      identity: recording(identity.handle, requests, 'identity', () => world.now()),
      workflows: [workflowDoor(world)],
      bots: [botDoor({ world, verifyBotToken, keys: botKeys })],
      steering: [clientSetupDoor(trust.trusted, environment), pageDoor, control],
    }),
  })
  return {
    url: `http://${hostInUrl(host)}:${listening.port}`,
    secureUrl: `https://localhost:${listening.port}`,
    get ca() {
      return trust.trusted()
    },
    get environment() {
      return environment()
    },
    world,
    throttle,
    notifications,
    requests,
    close: async () => {
      notifications.close()
      await listening.close()
      trust.close()
    },
  }
}

/** Makes something at the first call and answers the same ever after. */
function onceAsked<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Throttle } from '../graph/throttle.ts'
import { readJson, sendJson } from '../http/exchange.ts'
import type { SigningKeys } from '../identity/signing-keys.ts'
import type { IdentityPlatform } from '../identity-port.ts'
import { readCallbackSettings } from '../notifications/disorder.ts'
import type { Notifications } from '../notifications/notifications.ts'
import type { RequestLog } from '../requests/log.ts'
import { pressCardAction } from '../teams/press-card-action.ts'
import { isoSeconds } from '../world/clock.ts'
import { countsOf } from '../world/counts.ts'
import { DEPARTMENTS, PLACES } from '../world/generate/company.ts'
import { BadInput, Input } from '../world/input.ts'
import { isObject, type Json } from '../world/model.ts'
import { MUTATIONS } from '../world/mutations/index.ts'
import { readSnapshot, type Snapshot } from '../world/snapshot.ts'
import { teamsTruth } from '../world/teams/truth.ts'
import type { Tenancy } from '../world/tenancy.ts'
import { truthOf } from '../world/truth.ts'
import type { World } from '../world/world.ts'
import { browse } from './browse.ts'
import { consentsOf } from './consents.ts'
import { readFault } from './fault.ts'
import { assertRequests, awaitRequest, requestsOf } from './requests.ts'
import { orderMissed, shownSubscriptions } from './subscriptions.ts'

export interface ControlParts {
  readonly world: World
  readonly identity: IdentityPlatform
  readonly throttle: Throttle
  readonly notifications: Notifications
  readonly requests: RequestLog
  /** By the names under which they were taken. */
  readonly snapshots: Map<string, Snapshot>
  /** With which Teams signs what it sends to bots. */
  readonly botKeys: () => Promise<SigningKeys>
}

type Reading = (parts: ControlParts, url: URL) => Json

const READINGS: { readonly [name: string]: Reading } = {
  '': () => ({
    mutations: [...MUTATIONS.values()].map(({ name, summary }) => ({ name, summary })),
    orders: Object.keys(ORDERS),
    readings: Object.keys(READINGS).filter(Boolean),
  }),
  tenancies: ({ world }) =>
    world.tenancies.map(({ profile }) => ({
      tenantId: profile.tenantId,
      displayName: profile.displayName,
      domain: profile.domain,
      kind: profile.kind,
    })),
  state: ({ world }, url) => truthOf(tenancyOf(world, url)),
  teams: ({ world }, url) => teamsTruth(world, tenancyOf(world, url)),
  counts: ({ world }, url) => countsOf(tenancyOf(world, url)),
  clock: ({ world }) => ({ now: isoSeconds(world.now()), ...world.clock.state }),
  journal: ({ world }, url) => {
    const since = Number(url.searchParams.get('since') ?? 0)
    return { next: world.journal.next, entries: world.journal.entries.slice(since).map((entry) => ({ ...entry })) }
  },
  people: ({ world }, url) => browse(tenancyOf(world, url), 'user', url.searchParams),
  groups: ({ world }, url) => browse(tenancyOf(world, url), 'group', url.searchParams),
  applications: ({ world }, url) => browse(tenancyOf(world, url), 'servicePrincipal', url.searchParams),
  consents: ({ world }, url) => ({ applications: consentsOf(world, tenancyOf(world, url)) }),
  choices: () => ({ departments: DEPARTMENTS.map(({ name }) => name), cities: PLACES.map(({ city }) => city) }),
  faults: ({ world }) => ({
    faults: world.faults.list().map(({ rule, seen, fired }) => ({ ...plain(rule), seen, fired })),
  }),
  requests: ({ requests }, url) => requestsOf(requests, url.searchParams),
  subscriptions: ({ world }) => ({ subscriptions: shownSubscriptions(world) }),
  deliveries: ({ world }) => ({ deliveries: world.callbacks.attempts.map((attempt) => plain(attempt)) }),
  throttle: ({ throttle }) => ({ units: Object.fromEntries(throttle.metered) }),
  snapshots: ({ snapshots }) => ({
    snapshots: [...snapshots].map(([name, { at, entries }]) => ({ name, at: isoSeconds(at), entries: entries.length })),
  }),
  snapshot: ({ world, snapshots }, url) => {
    const name = url.searchParams.get('name')
    return plain(name === null ? world.snapshot() : snapshotNamed(snapshots, name))
  },
}

type Order = (parts: ControlParts, input: Input, origin: string) => Json | Promise<Json>

/** What the control door does beside the mutations: it changes nothing that the journal tells. */
const ORDERS: { readonly [name: string]: Order } = {
  fault({ world }, input) {
    const rule = readFault(input, `fault-${world.faults.list().length + 1}`)
    world.faults.add(rule)
    return { ...plain(rule), id: rule.id }
  },
  'clear-faults': ({ world }, input) => ({ cleared: world.faults.clear(input.optionalText('id')) }),
  async 'rotate-keys'({ identity }) {
    if (!identity.rotateSigningKeys) throw new BadInput('This identity platform cannot rotate its keys')
    await identity.rotateSigningKeys()
    return { rotated: true }
  },
  'drain-throttle'({ throttle }) {
    throttle.drain()
    return { drained: true }
  },
  notifications({ world }, input) {
    world.callbacks.order(readCallbackSettings(input))
    return { ...world.callbacks.settings }
  },
  missed: ({ world, notifications }, input) => orderMissed(world, notifications, input),
  async 'await-deliveries'({ notifications }) {
    await notifications.idle()
    return { idle: true }
  },
  clock: ({ world }, input) => world.perform('clock', clockState(world, input)),
  'await-request': ({ requests }, input) => awaitRequest(requests, input),
  assert: ({ requests }, input) => assertRequests(requests, input),
  'clear-requests'({ requests }) {
    requests.clear()
    return { latest: requests.latest }
  },
  snapshot({ world, snapshots }, input) {
    const name = input.optionalText('name') ?? `snapshot-${snapshots.size + 1}`
    input.done()
    const snapshot = world.snapshot()
    snapshots.set(name, snapshot)
    return { name, at: isoSeconds(snapshot.at), entries: snapshot.entries.length }
  },
  'press-card-action': ({ world, botKeys }, input, origin) => pressCardAction(world, botKeys, input, origin),
  'restore-snapshot'({ world, snapshots }, input) {
    const snapshot = input.has('snapshot')
      ? readSnapshot(input.raw('snapshot'))
      : snapshotNamed(snapshots, input.text('name'))
    input.done()
    world.restore(snapshot)
    return { at: isoSeconds(snapshot.at), entries: snapshot.entries.length }
  },
}

function snapshotNamed(snapshots: ReadonlyMap<string, Snapshot>, name: string): Snapshot {
  const found = snapshots.get(name)
  if (!found) throw new BadInput(`There is no snapshot ${name}; GET /_control/snapshots lists them`)
  return found
}

/** Steers and shows the simulated cloud under /_control; every refusal is a 400 with a sentence. */
export async function controlDoor(
  parts: ControlParts,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const name = url.pathname.replace(/^\/_control\/?/, '')
  try {
    if (request.method === 'GET') {
      const reading = READINGS[name]
      if (!reading)
        throw new BadInput(
          `There is no /_control/${name}; there are ${Object.keys(READINGS).filter(Boolean).join(', ')}`,
        )
      return sendJson(response, 200, reading(parts, url))
    }
    if (request.method !== 'POST') throw new BadInput('Use GET to read and POST to change')
    const body = await readJson(request)
    if (body !== undefined && !isObject(body)) throw new BadInput('Send a JSON object')
    sendJson(response, 200, await change(parts, name, body ?? {}, url.origin))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError)
      return sendJson(response, 400, { error: `The body is no JSON: ${error.message}` })
    if (error instanceof BadInput) return sendJson(response, 400, { error: error.message })
    throw error
  }
}

async function change(
  parts: ControlParts,
  name: string,
  body: { [name: string]: Json },
  origin: string,
): Promise<Json> {
  const order = ORDERS[name]
  return order ? order(parts, new Input(body), origin) : parts.world.perform(name, body)
}

/** Turns what was asked of the clock into the state that the journal keeps. */
function clockState(world: World, input: Input): { [name: string]: Json } {
  const advance = input.optionalNumber('advanceSeconds')
  const set = input.optionalText('set')
  const frozen = input.flag('freeze', world.clock.state.frozenAt !== null)
  if (advance === undefined && set === undefined && !input.has('freeze'))
    throw new BadInput('Say `advanceSeconds`, `set` or `freeze`')
  input.done()
  const target = set === undefined ? world.now() + (advance ?? 0) * 1000 : Date.parse(set)
  if (!Number.isFinite(target) || target < 0 || target > 4e12)
    throw new BadInput('`set` must be an ISO instant, e.g. 2027-01-31T08:00:00Z')
  return { ...world.clock.stateAt(target, frozen) }
}

function tenancyOf(world: World, url: URL): Tenancy {
  const segment = url.searchParams.get('tenantId')
  const tenancy = segment === null ? world.primary : world.tenancy(segment)
  if (!tenancy) throw new BadInput(`There is no tenancy ${segment}; GET /_control/tenancies lists them`)
  return tenancy
}

/** A record as plain JSON: what is undefined is left out. */
function plain(record: object): { [name: string]: Json } {
  const parsed: { [name: string]: Json } = JSON.parse(JSON.stringify(record))
  return parsed
}

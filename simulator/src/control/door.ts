import type { IncomingMessage, ServerResponse } from 'node:http'
import type { GraphRecord } from '../graph/platform.ts'
import type { Throttle } from '../graph/throttle.ts'
import { readJson, sendJson } from '../http/exchange.ts'
import type { IdentityPlatform } from '../identity-port.ts'
import { isoSeconds } from '../world/clock.ts'
import { BadInput, Input } from '../world/input.ts'
import { isObject, type Json } from '../world/model.ts'
import { MUTATIONS } from '../world/mutations/index.ts'
import type { Tenancy } from '../world/tenancy.ts'
import { countsOf, truthOf } from '../world/truth.ts'
import type { World } from '../world/world.ts'
import { readFault } from './fault.ts'

export interface ControlParts {
  readonly world: World
  readonly identity: IdentityPlatform
  readonly throttle: Throttle
  /** The latest Graph requests, oldest first. */
  readonly requests: readonly GraphRecord[]
}

type Reading = (parts: ControlParts, url: URL) => Json

const READINGS: { readonly [name: string]: Reading } = {
  '': () => ({
    mutations: [...MUTATIONS.values()].map(({ name, summary }) => ({ name, summary })),
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
  counts: ({ world }, url) => countsOf(tenancyOf(world, url)),
  clock: ({ world }) => ({ now: isoSeconds(world.now()), ...world.clock.state }),
  journal: ({ world }) => ({ entries: world.journal.entries.map((entry) => ({ ...entry })) }),
  faults: ({ world }) => ({
    faults: world.faults.list().map(({ rule, seen, fired }) => ({ ...plain(rule), seen, fired })),
  }),
  requests: ({ requests }) => ({ requests: requests.map((record) => plain(record)) }),
  mail: ({ world }, url) => ({
    outbox: tenancyOf(world, url).exchange.outbox.map((one) => ({ ...plain(one), at: isoSeconds(one.at) })),
  }),
  throttle: ({ throttle }) => ({ units: Object.fromEntries(throttle.metered) }),
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
    sendJson(response, 200, await change(parts, name, body ?? {}))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError)
      return sendJson(response, 400, { error: `The body is no JSON: ${error.message}` })
    if (error instanceof BadInput) return sendJson(response, 400, { error: error.message })
    throw error
  }
}

async function change(
  { world, identity, throttle }: ControlParts,
  name: string,
  body: { [name: string]: Json },
): Promise<Json> {
  if (name === 'fault') {
    const rule = readFault(new Input(body), `fault-${world.faults.list().length + 1}`)
    world.faults.add(rule)
    return { id: rule.id }
  }
  if (name === 'clear-faults') return { cleared: world.faults.clear(new Input(body).optionalText('id')) }
  if (name === 'rotate-keys') {
    if (!identity.rotateSigningKeys) throw new BadInput('This identity platform cannot rotate its keys')
    await identity.rotateSigningKeys()
    return { rotated: true }
  }
  if (name === 'drain-throttle') {
    throttle.drain()
    return { drained: true }
  }
  if (name === 'clock') return world.perform('clock', clockState(world, new Input(body)))
  return world.perform(name, body)
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

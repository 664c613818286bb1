import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { defaultCaFolder } from './http/default-ca-folder.ts'
import { OTHER_HOSTS, type OtherHosts } from './http/other-hosts.ts'
import type { SimulatorOptions } from './index.ts'
import { BadInput } from './world/input.ts'
import type { Json } from './world/model.ts'
import type { SeedFile } from './world/world.ts'

export const USAGE = `simulator: a simulated Microsoft cloud on this machine
simulator env [--port N] [--host ADDRESS]
                       prints what a client's shell needs to meet the running one in place of Microsoft's hosts
  --people N           users of the primary tenancy (default 2500)
  --seed TEXT          same seed, same tenancy (default 7)
  --applications N     enterprise applications of the primary tenancy (default 120)
  --groups N, --memberships N, --assignments N
                       fills the primary tenancy up to exactly so many
  --port N             http, https and proxy; 0 takes a free port (default 8400)
  --host ADDRESS       default 127.0.0.1
  --allowed-hosts NAMES
                       further names by which callers reach it, with commas between
  --other-hosts WHAT   refuse (default) or swallow what the proxy is asked for and is not simulated
  --ca-dir FOLDER      keeps the certificate authority (default: the data folder, else ~/.local/state/simulated-microsoft)
  --data-dir FOLDER    keeps what changes, so that a restart continues with it
  --seed-file FILE     tenancies of your own, YAML or JSON
  --registrations FILE multi-tenant applications of a publisher, as JSON
  --latency MS         holds every Graph answer back
  --unthrottled        meters resource units without ever refusing
`

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const OPTIONS = {
  people: text,
  seed: text,
  applications: text,
  groups: text,
  memberships: text,
  assignments: text,
  port: text,
  host: text,
  'allowed-hosts': text,
  'other-hosts': text,
  'ca-dir': text,
  'data-dir': text,
  'seed-file': text,
  registrations: text,
  latency: text,
  unthrottled: flag,
  help: flag,
}

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'env'; readonly host: string; readonly port: number }
  | { readonly name: 'start'; readonly options: SimulatorOptions }

/** Reads the command line; throws BadInput with a sentence, or Node's own error for an option that is unknown. */
export function readCommand(args: string[], environment: NodeJS.ProcessEnv): Command {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, strict: true, allowPositionals: true })
  if (values.help) return { name: 'help' }
  const port = whole(values.port, 'port', 8400)
  if (positionals.join(' ') === 'env') return { name: 'env', host: values.host ?? '127.0.0.1', port }
  if (positionals.length > 0) throw new BadInput(`${positionals.join(' ')} is no command; the only one is env`)
  const options: SimulatorOptions = {
    people: whole(values.people, 'people', 2500, 20),
    seed: values.seed,
    applications: values.applications === undefined ? undefined : whole(values.applications, 'applications', 120),
    fill: {
      groups: whole(values.groups, 'groups', 0),
      memberships: whole(values.memberships, 'memberships', 0),
      assignments: whole(values.assignments, 'assignments', 0),
    },
    port,
    host: values.host,
    allowedHosts: values['allowed-hosts']?.split(',').filter(Boolean),
    otherHosts: otherHosts(values['other-hosts']),
    caDir: values['ca-dir'] ?? values['data-dir'] ?? defaultCaFolder(environment),
    dataDir: values['data-dir'],
    seedFile: readSeedFile(values['seed-file']),
    registrations: readRegistrations(values.registrations),
    latency: whole(values.latency, 'latency', 0),
    unthrottled: values.unthrottled,
  }
  return { name: 'start', options }
}

function whole(value: string | undefined, name: string, fallback: number, least = 0): number {
  const number = value === undefined ? fallback : Number(value)
  if (!Number.isInteger(number) || number < 0) throw new BadInput(`--${name} must be a whole number, not ${value}`)
  if (number < least) throw new BadInput(`--${name} must be at least ${least}`)
  return number
}

function otherHosts(value: string | undefined): OtherHosts | undefined {
  const policy = OTHER_HOSTS.find((known) => known === value)
  if (value !== undefined && policy === undefined)
    throw new BadInput(`--other-hosts must be ${OTHER_HOSTS.join(' or ')}, not ${value}`)
  return policy
}

function readRegistrations(file: string | undefined): Json | undefined {
  if (file === undefined) return undefined
  try {
    const parsed: Json = JSON.parse(readFileSync(file, 'utf8'))
    return parsed
  } catch (cause) {
    throw new BadInput(
      `--registrations ${file} cannot be read as JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
    )
  }
}

function readSeedFile(name: string | undefined): SeedFile | undefined {
  if (name === undefined) return undefined
  try {
    return { name, text: readFileSync(name, 'utf8') }
  } catch (cause) {
    throw new BadInput(`--seed-file ${name} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

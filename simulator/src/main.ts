import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startSimulator } from './index.ts'
import { BadInput } from './world/input.ts'
import type { Json } from './world/model.ts'

const USAGE = `simulator: a simulated Microsoft cloud on this machine
  --people N           users of the primary tenancy (default 2500)
  --seed TEXT          same seed, same tenancy (default 7)
  --applications N     enterprise applications of the primary tenancy (default 120)
  --groups N, --memberships N, --assignments N
                       fills the primary tenancy up to exactly so many
  --port N             0 takes a free port (default 8400)
  --host ADDRESS       default 127.0.0.1
  --data-dir FOLDER    keeps what changes, so that a restart continues with it
  --registrations FILE multi-tenant applications of a publisher, as JSON
  --latency MS         holds every Graph answer back
  --unthrottled        meters resource units without ever refusing
`

function whole(value: string | undefined, name: string, fallback: number, least = 0): number {
  const number = value === undefined ? fallback : Number(value)
  if (!Number.isInteger(number) || number < 0) throw new BadInput(`--${name} must be a whole number, not ${value}`)
  if (number < least) throw new BadInput(`--${name} must be at least ${least}`)
  return number
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

async function main(): Promise<void> {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = {
    people: text,
    seed: text,
    applications: text,
    groups: text,
    memberships: text,
    assignments: text,
    port: text,
    host: text,
    'data-dir': text,
    registrations: text,
    latency: text,
    unthrottled: flag,
    help: flag,
  }
  const { values } = parseArgs({ options, strict: true })
  if (values.help) {
    process.stdout.write(USAGE)
    return
  }
  const started = performance.now()
  const simulator = await startSimulator({
    people: whole(values.people, 'people', 2500, 20),
    seed: values.seed,
    applications: values.applications === undefined ? undefined : whole(values.applications, 'applications', 120),
    fill: {
      groups: whole(values.groups, 'groups', 0),
      memberships: whole(values.memberships, 'memberships', 0),
      assignments: whole(values.assignments, 'assignments', 0),
    },
    port: whole(values.port, 'port', 8400),
    host: values.host,
    dataDir: values['data-dir'],
    registrations: readRegistrations(values.registrations),
    latency: whole(values.latency, 'latency', 0),
    unthrottled: values.unthrottled,
  })
  const { world, url } = simulator
  const tenancies = world.tenancies.map(({ profile }) => ({
    ...profile,
    administrator: `admin@${profile.domain}`,
    password: 'simulated',
  }))
  process.stdout.write(`${JSON.stringify({ listening: url, tenancies })}\n`)
  process.stderr.write(
    `Simulated Microsoft cloud at ${url}, ready after ${Math.round(performance.now() - started)} ms; control at ${url}/_control\n`,
  )
  for (const tenancy of tenancies)
    process.stderr.write(`  ${tenancy.displayName}: ${tenancy.tenantId}, ${tenancy.administrator} / simulated\n`)
  for (const line of world.skipped) process.stderr.write(`  not replayed: ${line}\n`)
  const stop = () => {
    simulator.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

main().catch((error: unknown) => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const message = error instanceof Error ? error.message : String(error)
  const hint = code === 'EADDRINUSE' ? ': the port is taken; choose another --port, or stop what holds it' : ''
  process.stderr.write(
    `${error instanceof BadInput || code !== undefined ? message : error instanceof Error ? error.stack : message}${hint}\n`,
  )
  process.exit(1)
})

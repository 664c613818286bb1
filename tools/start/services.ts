import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Child, type ChildSetting, startChild } from './child.ts'
import { requireFreePort } from './ground.ts'
import { say, took } from './messages.ts'
import type { StartOptions } from './options.ts'
import type { ProcessTree } from './tree.ts'

const Listening = z.object({ listening: z.url() })
const Migrated = z.object({ applicationUrl: z.string() })
const ReadyLine = z.object({ ready: z.literal(true), url: z.url(), signInUrl: z.url().nullable() })

/** What the hub says when it serves; `signInUrl` is null once an owner exists. */
export type Ready = z.infer<typeof ReadyLine>

/** What every step of the start knows. */
export interface Plan {
  options: StartOptions
  setting: ChildSetting
  /** The public address of the hub, with a slash at the end. */
  url: string
  /** the installation's registrations at Microsoft; undefined where there are none */
  registrations: string | undefined
  tree: ProcessTree
}

/** Starts the simulated Microsoft cloud with the installation's app registrations in it; gives its address. */
export async function startSimulator(plan: Plan): Promise<string> {
  const { options, setting, registrations = '' } = plan
  const started = performance.now()
  const redirect = new URL('connect/callback', plan.url).href
  await runToEnd(plan, 'registrations', ['registrations', '--write', registrations, '--redirect', redirect])
  // Graph's bookmarks name the address that they came from: the same one makes the next sync go on instead of beginning anew
  const portFile = join(options.dataDir, 'simulator-port')
  const simulator = startChild(setting, 'simulator', [
    join(setting.root, 'simulator/src/main.ts'),
    ...['--people', String(options.people), '--seed', String(options.seed), '--port', String(await keptPort(portFile))],
    ...['--data-dir', join(options.dataDir, 'simulator'), '--registrations', registrations],
  ])
  await plan.tree.keep(simulator, 'serves')
  const { listening } = await simulator.line(Listening)
  await writeFile(portFile, new URL(listening).port)
  say(`Simulated Microsoft cloud at ${listening} (${took(started)})`)
  return listening
}

/** The port that the simulated cloud had at the last start, where it is still free; 0 for any. */
async function keptPort(file: string): Promise<number> {
  const kept = Number(await readFile(file, 'utf8').catch(() => '0'))
  if (!Number.isInteger(kept) || kept < 1024 || kept > 65_535) return 0
  return requireFreePort(kept).then(
    () => kept,
    () => 0,
  )
}

/** Brings the database's schema up to date as its owner; gives the address that the application itself connects with. */
export async function migrate(plan: Plan, ownerUrl: string): Promise<string> {
  const started = performance.now()
  const hub = await runToEnd(plan, 'migrate', ['migrate'], { ATRIUM_DATABASE_ADMIN_URL: ownerUrl })
  const { applicationUrl } = await hub.line(Migrated)
  say(`Schema up to date (${took(started)})`)
  return applicationUrl
}

/** Starts the hub and waits until it serves. The simulator's address is given only where one runs. */
export async function startHub(plan: Plan, applicationUrl: string, simulator: string | undefined): Promise<Ready> {
  const started = performance.now()
  const hub = startChild(plan.setting, 'hub', [hubProgram(plan), 'serve', '--with-worker'], {
    ...hubEnvironment(plan),
    ATRIUM_DATABASE_URL: applicationUrl,
    ...(simulator === undefined ? {} : { ATRIUM_MICROSOFT_AUTHORITY: simulator, ATRIUM_GRAPH_URL: simulator }),
  })
  await plan.tree.keep(hub, 'serves')
  const ready = await hub.line(ReadyLine)
  say(`Hub ready (${took(started)})`)
  return ready
}

/** Runs a command of the hub that ends by itself; throws its sentence when it fails. */
async function runToEnd(
  plan: Plan,
  name: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<Child> {
  const child = startChild(plan.setting, name, [hubProgram(plan), ...args], { ...hubEnvironment(plan), ...environment })
  await plan.tree.keep(child, 'passes')
  if ((await child.ended) !== 0) throw await child.whyEnded()
  return child
}

function hubProgram(plan: Plan): string {
  return join(plan.setting.root, 'hub/src/main.ts')
}

function hubEnvironment(plan: Plan): Record<string, string> {
  return {
    ATRIUM_URL: plan.url,
    ATRIUM_HOST: '127.0.0.1',
    ATRIUM_PORT: String(plan.options.port),
    ATRIUM_DATA_DIR: plan.options.dataDir,
    ...(plan.registrations === undefined ? {} : { ATRIUM_REGISTRATIONS: plan.registrations }),
  }
}

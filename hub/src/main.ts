/**
 * The hub's program: `migrate`, `serve [--with-worker]`, `work`, `owner-link`, `registrations`. What it has to say to a
 * program is one JSON line on standard output; the log goes to standard error.
 */
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { type App, createApp } from './app.ts'
import { manifestText, writeSimulatedRegistrations } from './capabilities/connections/index.ts'
import { adminUrlOf, configOf } from './config.ts'
import { migrate } from './platform/database/migrate.ts'
import { failureOf } from './start-failure.ts'

const usage = `Usage: npm run -s hub -- COMMAND
  migrate                         bring the schema up to date (ATRIUM_DATABASE_ADMIN_URL)
  serve [--with-worker]           the API and the console; with --with-worker also the work
  work                            the work alone: syncs, news, the audit chain
  owner-link                      a fresh one-time sign-in link for the first owner
  registrations [--redirect URL]  the manifests of the applications to register at Microsoft
  registrations --write FILE --redirect URL   registrations for the simulated cloud
`

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

try {
  await run(process.argv.slice(2))
} catch (error) {
  const failure = failureOf(error)
  say({ error: { code: failure.code, message: failure.message, next: failure.next } })
  process.stderr.write(`${failure.message}\n${failure.next}\n`)
  process.exit(failure.exit)
}

async function run([command, ...args]: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { 'with-worker': { type: 'boolean' }, write: { type: 'string' }, redirect: { type: 'string' } },
  })
  if (command === 'migrate') {
    const { applicationUrl, applied } = await migrate(adminUrlOf(process.env))
    return say({ applicationUrl, applied })
  }
  if (command === 'registrations') return registrations(values)
  if (command === 'work' || values['with-worker'] === true) keepMemorySmall()
  if (command === 'serve') return serve(values['with-worker'] === true)
  if (command === 'work') return work()
  if (command === 'owner-link') return ownerLink()
  process.stderr.write(usage)
  process.exitCode = command === undefined || command === 'help' ? 0 : 2
}

/**
 * A worker lets its heap grow by a seventh between collections, where V8 lets it double or more: pages of a tenancy pass through it, and
 * what they leave behind is not worth keeping. Measured in bench/README.md, `sync-vs-backstage`.
 */
function keepMemorySmall(): void {
  setFlagsFromString('--heap-growing-percent=15')
}

async function serve(withWorker: boolean): Promise<void> {
  const config = configOf(process.env)
  const app = await createApp(config)
  endWith(app)
  await app.listen()
  if (withWorker) await app.work()
  const link = await app.bootstrap()
  say({ ready: true, url: `${config.publicUrl}/`, signInUrl: link?.url ?? null })
}

async function work(): Promise<void> {
  const app = await createApp(configOf(process.env))
  endWith(app)
  await app.work()
  say({ ready: true, works: true })
}

async function ownerLink(): Promise<void> {
  const app = await createApp(configOf(process.env))
  const link = await app.issueOwnerLink()
  await app.close()
  say({ signInUrl: link.url, expiresAt: link.expiresAt.toISOString() })
}

async function registrations({ write, redirect }: { write?: string; redirect?: string }): Promise<void> {
  const redirectUri = redirect ?? 'https://YOUR-ATRIUM/connect/callback'
  if (write === undefined) return void process.stdout.write(manifestText(redirectUri))
  await writeSimulatedRegistrations(write, redirectUri)
  say({ registrations: write })
}

/** Ends in order when asked to; asked twice, at once. */
function endWith(app: App): void {
  let ending = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (ending) process.exit(1)
      ending = true
      app.close().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
}

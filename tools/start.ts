/**
 * `npm start`: the embedded database, the simulated Microsoft cloud, the hub and the console in one process tree. Prints one
 * address; ends everything on Ctrl-C, the database last. What each part prints goes to <data>/logs.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEmbeddedPostgres } from '../hub/src/platform/postgres/index.ts'
import { buildConsole } from './start/console-build.ts'
import { prepareDataFolder, requireFreePort } from './start/ground.ts'
import { takeLock } from './start/lock.ts'
import { announce, explain, say, took } from './start/messages.ts'
import { readOptions, type StartOptions, USAGE } from './start/options.ts'
import { migrate, type Plan, type Ready, startHub, startSimulator } from './start/services.ts'
import { processTree } from './start/tree.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const tree = processTree()
let logFolder = root

try {
  const options = readOptions(process.argv.slice(2), process.env, root)
  if (options === undefined) process.stdout.write(USAGE)
  else await run(options)
} catch (error) {
  await tree.stop()
  process.stderr.write(`\nAtrium did not start.\n${explain(error, logFolder)}\n`)
  process.exitCode = 1
}

async function run(options: StartOptions): Promise<void> {
  const asked = new Promise<'asked'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve('asked'))
    // tools/start.mjs, which started this program, was killed.
    process.on('disconnect', () => resolve('asked'))
    process.channel?.unref()
  })
  const started = performance.now()
  const starting = startAll(options)
  const first = await Promise.race([starting, asked])
  if (first !== 'asked') announce(first, took(started))
  const end = first === 'asked' ? first : await Promise.race([asked, tree.broken])
  say('Stopping …')
  const why = end === 'asked' ? undefined : await end.whyEnded()
  await tree.stopChildren()
  // A start that was broken off fails in its own words, which nobody asked for; only its end matters.
  await starting.catch(() => undefined)
  await tree.stop()
  if (why === undefined) return say('Stopped.')
  process.stderr.write(`\nAtrium stopped.\n${explain(why, logFolder)}\n`)
  process.exitCode = 1
}

async function startAll(options: StartOptions): Promise<Ready> {
  const { dataDir, port } = options
  // browsers allow passkeys at a name, never at a bare address
  const url = `http://localhost:${port}/`
  logFolder = await prepareDataFolder(dataDir)
  tree.keepLock(await takeLock(dataDir, url))
  await requireFreePort(port)
  const plan: Plan = {
    options,
    url,
    tree,
    setting: { root, logFolder },
    registrations: registrationsFile(options),
  }
  const steps = [
    openDatabase(options).then((ownerUrl) => migrate(plan, ownerUrl)),
    options.simulator ? startSimulator(plan) : undefined,
    buildConsole(plan),
  ] as const
  try {
    const [applicationUrl, simulator] = await Promise.all(steps)
    return await startHub(plan, applicationUrl, simulator)
  } catch (error) {
    // The other steps are ended, and waited for, before anybody is told; else they would outlive the message.
    await tree.stopChildren()
    await Promise.allSettled(steps)
    throw error
  }
}

/**
 * The installation's registrations at Microsoft: invented ones for the simulated cloud, in a file of their own so that the
 * real Microsoft never gets to see them; otherwise those of ATRIUM_REGISTRATIONS, or of registrations.json in the data folder.
 */
function registrationsFile({ simulator, dataDir }: StartOptions): string | undefined {
  if (simulator) return join(dataDir, 'simulated-registrations.json')
  const own = process.env.ATRIUM_REGISTRATIONS ?? join(dataDir, 'registrations.json')
  return process.env.ATRIUM_REGISTRATIONS !== undefined || existsSync(own) ? own : undefined
}

/** The address of the database for its owner: one's own, or the embedded one, which is started. */
async function openDatabase({ databaseUrl, dataDir }: StartOptions): Promise<string> {
  if (databaseUrl !== undefined) return databaseUrl
  const started = performance.now()
  const database = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), onProgress: say })
  tree.keepDatabase(database)
  say(`Database ${database.adopted ? 'taken over from a start that was killed' : 'started'} (${took(started)})`)
  return database.url
}

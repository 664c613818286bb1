import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type FileHandle, open, rename, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Account } from './account.ts'
import { type Binaries, program } from './binaries.ts'
import { cannotRun, lastLines, type Places, programEnvironment } from './cluster.ts'
import { diskFull, PostgresLaunchError } from './launch-error.ts'
import { isAlive, isAnotherProgram, readPostmaster, waitUntilGone } from './postmaster.ts'

/** Recovery after a crash replays at most max_wal_size of log; on a slow disk that takes minutes, not seconds. */
const READY_WITHIN_MS = 300_000
const STOP_WITHIN_MS = 30_000
const LARGEST_LOG_BYTES = 5 * 1024 * 1024

/** What one attempt to start came to; every other outcome is thrown as a PostgresLaunchError. */
export type StartOutcome = { ready: true; pid: number } | { ready: false; because: 'locked' | 'port_busy' }

/**
 * Starts the server and waits until it accepts connections. It gets a session of its own: Ctrl-C in the terminal must reach
 * the hub only, which stops the database last; and when this process dies, the server lives on and is adopted next time.
 */
export async function startServer(options: {
  places: Places
  binaries: Binaries
  account: Account | undefined
  settings: Record<string, string>
}): Promise<StartOutcome> {
  const { places, binaries, account, settings } = options
  const stale = await readPostmaster(places.cluster)
  // PostgreSQL takes a lock file naming its grandparent for a stale one (miscinit.c, CreateLockFile).
  const foreign = stale !== undefined && (await isAnotherProgram(stale.pid))
  const environment = programEnvironment(foreign ? { PG_GRANDPARENT_PID: String(stale.pid) } : {})
  const log = await openLog(places.log)
  let child: ChildProcess
  const logStart = (await log.stat()).size
  try {
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    child = spawn(program(binaries, 'postgres'), ['-D', places.cluster, ...flags], {
      ...account,
      cwd: '/',
      env: environment,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log.fd, log.fd],
    })
  } finally {
    await log.close()
  }
  const ended = new Promise<'ended'>((resolve, reject) => {
    child.once('error', (cause) => reject(cannotRun('postgres', cause)))
    child.once('exit', () => resolve('ended'))
  })
  const outcome = await Promise.race([ended, untilReady(places, child)])
  if (outcome === 'ready' && child.pid !== undefined) {
    child.unref()
    return { ready: true, pid: child.pid }
  }
  if (outcome === 'late' && child.pid !== undefined) await stopServer(child.pid)
  return explainEnd(await tail(places.log, logStart), places)
}

async function untilReady(places: Places, child: ChildProcess): Promise<'ready' | 'late'> {
  for (let waited = 0; waited < READY_WITHIN_MS; waited += 10) {
    const found = await readPostmaster(places.cluster)
    if (found !== undefined && found.pid === child.pid && found.status === 'ready') return 'ready'
    if (child.exitCode !== null || child.signalCode !== null) break
    await pause(10)
  }
  return 'late'
}

/** Reads from the server's own log why it ended; its messages are English because the programs come without translations. */
function explainEnd(output: string, places: Places): StartOutcome {
  if (/lock file "postmaster\.pid" already exists|pre-existing shared memory block/.test(output)) {
    return { ready: false, because: 'locked' }
  }
  if (/could not create any TCP\/IP sockets|Address already in use/.test(output)) {
    return { ready: false, because: 'port_busy' }
  }
  if (/No space left on device/.test(output)) throw diskFull(places.folder)
  throw new PostgresLaunchError(
    'start_failed',
    `PostgreSQL did not start: ${lastLines(output) || 'it said nothing'}`,
    `Read ${places.log}; if the data is damaged, restore a backup into another --data-dir.`,
  )
}

/**
 * Fast shutdown: running statements are cancelled, everything committed is written, and the process is gone when this returns.
 * After 30 s without an end it is told to quit at once, which PostgreSQL repairs at the next start.
 */
export async function stopServer(pid: number): Promise<void> {
  if (!(await isAlive(pid))) return
  // Windows has no signals: there the end is the immediate one, and the next start replays the log.
  process.kill(pid, 'SIGINT')
  if (await waitUntilGone(pid, STOP_WITHIN_MS)) return
  process.kill(pid, 'SIGQUIT')
  await waitUntilGone(pid, STOP_WITHIN_MS)
}

/** A port of the loopback address that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('the loopback listener has no port')
  return address.port
}

async function openLog(path: string): Promise<FileHandle> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  )
  if (size > LARGEST_LOG_BYTES) await rename(path, `${path}.1`)
  return open(path, 'a', 0o600)
}

async function tail(path: string, from: number): Promise<string> {
  const log = await open(path, 'r')
  try {
    const { size } = await log.stat()
    const start = Math.max(from, size - 8192)
    const { buffer, bytesRead } = await log.read(Buffer.alloc(Math.max(0, size - start)), 0, size - start, start)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await log.close()
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../../..', import.meta.url))

/** A copy of the project in which the hub and the simulated cloud are stand-ins, so that faults can be provoked. */
export interface House {
  data: string
  port: number
  start(args?: string[], environment?: Record<string, string>): Start
  remove(): Promise<void>
}

/** One running `tools/start.ts`. */
export interface Start {
  process: ChildProcess
  /** Resolves when the text appears on its output; rejects with the whole output when it ends before. */
  says(text: string): Promise<string>
  /** Exit code and everything it printed, when it ended. */
  ended: Promise<{ code: number | null; output: string }>
}

/** Builds the copy in a temporary folder with a free port of its own. */
export async function buildHouse(): Promise<House> {
  const root = await mkdtemp(join(tmpdir(), 'atrium-start-'))
  await chmod(root, 0o755)
  for (const path of ['tools/start.ts', 'tools/start', 'hub/src/platform/postgres', 'package.json']) {
    await cp(join(project, path), join(root, path), { recursive: true })
  }
  await mkdir(join(root, 'simulator/src'), { recursive: true })
  await cp(join(project, 'tools/start/testing/hub.ts'), join(root, 'hub/src/main.ts'))
  await cp(join(project, 'tools/start/testing/simulator.ts'), join(root, 'simulator/src/main.ts'))
  await symlink(join(project, 'node_modules'), join(root, 'node_modules'))
  const running: Start[] = []
  const port = await freePort()
  return {
    data: join(root, 'data'),
    port,
    start(args = [], environment = {}) {
      const all = ['--port', String(port), '--data-dir', 'data', ...args]
      const start = follow(
        spawn(process.execPath, [join(root, 'tools/start.ts'), ...all], {
          env: { ...process.env, DATABASE_URL: '', ...environment },
          stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        }),
      )
      running.push(start)
      return start
    },
    async remove() {
      for (const start of running) {
        start.process.kill('SIGTERM')
        await start.ended
      }
      await rm(root, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function follow(child: ChildProcess): Start {
  let output = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      for (const listener of listeners) listener()
    })
  }
  // Not `close`: Node never emits it once the channel to the child was cut by hand.
  const streams = [child.stdout, child.stderr].map((stream) => stream && once(stream, 'end'))
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const ended = Promise.all([exit, ...streams]).then(([code]) => ({ code, output }))
  return {
    process: child,
    ended,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (output.includes(text)) resolve(output)
        }
        listeners.add(look)
        look()
        ended.then(() => reject(new Error(`it ended without saying "${text}":\n${output}`)))
      }),
  }
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  await new Promise((resolve) => server.close(resolve))
  return port
}

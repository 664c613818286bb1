import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'

const project = fileURLToPath(new URL('../../', import.meta.url))

/** A program of the project in a process of its own. */
export interface Program {
  pid: number
  /** the first JSON line of its output that fits; rejects with the end of its log when it ends before */
  line<T>(schema: z.ZodType<T>): Promise<T>
  ended: Promise<number | null>
  /** asks it to end and waits until it has */
  stop(): Promise<void>
  /** sends it a signal and does not wait */
  kill(signal: NodeJS.Signals): void
}

const running = new Set<Program>()

/** Ends every program that was started here, the latest first, and waits until they have ended. */
export async function stopPrograms(): Promise<void> {
  for (const program of [...running].reverse()) await program.stop()
}

/** Starts a script, by its path in the project or a whole one, under this Node. What it logs is kept in short, to explain an early end, and whole in `logFile` where one is named. */
export function startProgram(
  script: string,
  args: string[],
  environment: Record<string, string> = {},
  logFile?: string,
): Program {
  const child = spawn(process.execPath, [resolve(project, script), ...args], {
    cwd: project,
    // Ctrl-C in the terminal is for this program alone, which ends its children in order.
    detached: true,
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: unknown[] = []
  const waiting = new Set<() => void>()
  const log: string[] = []
  createInterface({ input: child.stdout }).on('line', (text) => {
    if (!text.startsWith('{')) return
    said.push(JSON.parse(text))
    for (const look of waiting) look()
  })
  createInterface({ input: child.stderr }).on('line', (text) => {
    log.push(text)
    if (log.length > 12) log.shift()
  })
  if (logFile !== undefined) child.stderr.pipe(createWriteStream(logFile, { flags: 'a' }))
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(127))
    child.once('close', resolve)
  })
  const program: Program = {
    pid: child.pid ?? 0,
    ended,
    line: (schema) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = said.map((one) => schema.safeParse(one)).find(({ success }) => success)
          if (found?.data !== undefined) resolve(found.data)
        }
        waiting.add(look)
        look()
        void ended.then((code) => reject(new Error(`${script} ended with ${code}:\n${log.join('\n')}`)))
      }),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await ended
    },
    kill: (signal) => void child.kill(signal),
  }
  running.add(program)
  void ended.then(() => running.delete(program))
  return program
}

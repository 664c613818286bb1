import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, renameSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { Refusal } from './messages.ts'

const ErrorLine = z.object({ error: z.object({ code: z.string(), message: z.string(), next: z.string() }) })

/** A program of the project that runs under this one; what it prints for people goes to its own log file. */
export interface Child {
  name: string
  pid: number
  /** The first line of its output that is JSON and fits the schema; rejects with a sentence when it ends before. */
  line<T>(schema: z.ZodType<T>): Promise<T>
  /** Resolves with the exit code when it ends, whatever the reason; a signal counts as 128. */
  ended: Promise<number>
  /** What to tell when it ended and should not have: its own error line, else the tail of its log. */
  whyEnded(): Promise<Refusal>
  /** Asks it to end and insists after 20 s; resolves when it is gone. */
  stop(): Promise<void>
}

/** Where and how children run. */
export interface ChildSetting {
  root: string
  logFolder: string
}

const STOP_WITHIN_MS = 20_000

/**
 * Starts a script under the present Node. It gets a process group of its own, because Ctrl-C in the terminal must reach
 * only this program, which ends its children in order.
 */
export function startChild(
  setting: ChildSetting,
  name: string,
  args: string[],
  environment: Record<string, string> = {},
): Child {
  const logFile = join(setting.logFolder, `${name}.log`)
  // The log of the start before stays as `.1`, so that the tail of this one speaks of this one.
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`)
  const log = createWriteStream(logFile, { mode: 0o600 })
  // A full disk must not end the whole tree for the sake of its log; the child itself says what it could not do.
  log.on('error', () => undefined)
  const { DATABASE_URL: _hidden, ...inherited } = process.env
  const child = spawn(process.execPath, args, {
    cwd: setting.root,
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    windowsHide: true,
  })
  const seen: unknown[] = []
  const listeners = new Set<() => void>()
  const keep = (text: string): void => {
    log.write(`${text}\n`)
  }
  // What a program says to this one on its standard output may be secret (a sign-in link, the database's password), so
  // it is not kept in the log; what it says to people is on its standard error, which is.
  const take = (text: string): void => {
    const value = json(text)
    if (value === undefined) {
      keep(text)
      return
    }
    seen.push(value)
    for (const listener of listeners) listener()
  }
  createInterface({ input: child.stdout }).on('line', take)
  createInterface({ input: child.stderr }).on('line', keep)
  const ended = exitCode(child).finally(() => log.end())

  const whyEnded = async (): Promise<Refusal> => {
    const own = seen.map((value) => ErrorLine.safeParse(value)).findLast((result) => result.success)
    if (own?.data !== undefined) return new Refusal(own.data.error.message, own.data.error.next)
    if (!log.closed) await once(log, 'close')
    const tail = (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n').slice(-8).join('\n    ')
    return new Refusal(
      `The ${name} ended unexpectedly. The end of its log:\n    ${tail}`,
      `The whole log is ${logFile}.`,
    )
  }

  return {
    name,
    pid: child.pid ?? 0,
    ended,
    whyEnded,
    line: (schema) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = seen.map((value) => schema.safeParse(value)).find((result) => result.success)
          if (found?.data === undefined) return
          listeners.delete(look)
          resolve(found.data)
        }
        listeners.add(look)
        look()
        ended.then(whyEnded).then(reject, reject)
      }),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
      const insist = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
      child.kill('SIGTERM')
      await ended
      clearTimeout(insist)
    },
  }
}

function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(127))
    child.once('close', (code) => resolve(code ?? 128))
  })
}

function json(text: string): unknown {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Check, readCheck } from './results.ts'
import type { Setting } from './setting.ts'

export interface ClientRun {
  /** Path of the client's script. */
  readonly script: string
  readonly setting: Setting
  /** What the way in needs in the environment. */
  readonly environment: Readonly<Record<string, string>>
  /** An empty folder of its own: home, cache and temporary files. */
  readonly folder: string
  readonly minutes: number
  /** Told of each check as it is made. */
  readonly made: (check: Check) => void
  /** Ends the client with everything it started. */
  readonly signal: AbortSignal
}

export interface ClientEnd {
  readonly checks: readonly Check[]
  /** The end of what it printed. */
  readonly output: string
}

const KEPT_OUTPUT = 20_000

/**
 * Runs one client in a process, a home and an environment of its own. A client that dies, hangs, or goes without a check
 * gets a failed check that says so.
 */
export async function runClient(run: ClientRun): Promise<ClientEnd> {
  const started = performance.now()
  const checks: Check[] = []
  const take = (check: Check) => {
    checks.push(check)
    run.made(check)
  }
  const child = start(run)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      output = (output + chunk).slice(-KEPT_OUTPUT)
    })
  child.on('message', (message) => {
    const check = readCheck(message)
    if (check !== undefined) take(check)
  })
  // What a client leaves running would keep its folder and its output busy.
  child.once('exit', () => endGroup(child))
  const limit = AbortSignal.timeout(run.minutes * 60_000)
  const stop = AbortSignal.any([limit, run.signal])
  const end = () => endGroup(child)
  stop.addEventListener('abort', end, { once: true })
  if (stop.aborted) end()
  const how = await ended(child)
  stop.removeEventListener('abort', end)
  const late = limit.aborted ? `it was ended after ${run.minutes} minutes` : how
  const wrong = late ?? (checks.length === 0 ? 'it made no check' : undefined)
  if (wrong !== undefined && !run.signal.aborted)
    take({ name: 'runs to its end', ok: false, milliseconds: Math.round(performance.now() - started), error: wrong })
  return { checks, output: output.trim() }
}

/** Starts it as the leader of a process group, so that it can be ended together with what it starts. */
function start({ script, setting, environment, folder }: ClientRun): ChildProcess {
  const temporary = join(folder, 'tmp')
  const settingFile = join(folder, 'setting.json')
  mkdirSync(temporary, { recursive: true })
  writeFileSync(settingFile, JSON.stringify(setting), { mode: 0o600 })
  return spawn(process.execPath, [script], {
    cwd: folder,
    env: {
      ...ofTheMachine(),
      HOME: folder,
      USERPROFILE: folder,
      APPDATA: folder,
      LOCALAPPDATA: folder,
      TMPDIR: temporary,
      TEMP: temporary,
      TMP: temporary,
      ...environment,
      CONFORMANCE_SETTING: settingFile,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
}

/** Nothing of the reader's own environment but what a process needs to run at all. */
function ofTheMachine(): Record<string, string> {
  const names = ['PATH', 'LANG', 'SystemRoot', 'ComSpec', 'PATHEXT']
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}

/** How it ended, when not well. */
function ended(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`it could not be started: ${error.message}`))
    child.once('close', (code, signal) => {
      if (code === 0) resolve(undefined)
      else resolve(signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`)
    })
  })
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nobody of the group lives any more.
  }
}

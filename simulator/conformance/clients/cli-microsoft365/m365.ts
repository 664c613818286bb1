import { execFile } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readSetting } from '../../setting.ts'
import { failureOf, field } from '../check.ts'
import type { Plain } from '../control.ts'

export const setting = readSetting()

/** The command as npm links it: its package's own entry. */
const entry = join(dirname(fileURLToPath(import.meta.resolve('@pnp/cli-microsoft365'))), 'index.js')

/** It would look for newer versions of itself in a process that outlives it. */
const env = { ...process.env, CLIMICROSOFT365_NOUPDATE: '1' }

/** Runs `m365` and reads the JSON that it prints; null when it prints nothing. Throws with what it says when it fails. */
export async function m365<T = Plain>(...args: string[]): Promise<T> {
  const command = [entry, ...args, '--output', 'json']
  const { stdout } = await promisify(execFile)(process.execPath, command, { env, maxBuffer: 64 * 1024 * 1024 })
  return JSON.parse(stdout.trim() === '' ? 'null' : stdout)
}

/** What `m365` says when it fails, as it has to. */
export async function m365Failure(...args: string[]): Promise<string> {
  const error = await failureOf(() => m365(...args))
  return `${field(error, 'stdout') ?? ''}${field(error, 'stderr') ?? ''}`
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { systemCode } from './launch-error.ts'

/** What a running server writes into its data folder (PostgreSQL's `miscadmin.h`, LOCK_FILE_LINE_*). */
export interface Postmaster {
  pid: number
  port: number
  /** `starting`, `ready`, `stopping`, `standby`, or empty when not written yet. */
  status: string
}

/** Reads `postmaster.pid`; undefined when there is none or it is not wholly written. */
export async function readPostmaster(clusterDir: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  })
  return text === undefined ? undefined : parsePostmaster(text)
}

/** Parses the text of a `postmaster.pid`: line 1 pid, line 4 port, line 8 status. */
export function parsePostmaster(text: string): Postmaster | undefined {
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!Number.isInteger(pid) || pid <= 1) return undefined
  return { pid, port: Number.isInteger(port) ? port : 0, status: lines[7] ?? '' }
}

/** Whether a process with this id still works, whoever owns it. One that ended and waits to be reaped does not. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return systemCode(error) === 'EPERM'
  }
  return !(await isZombie(pid))
}

/**
 * Whether the process is surely not a working PostgreSQL: after a restart of a container the old process id often belongs to
 * another program, and a container without an init never reaps the dead. Only Linux can tell; elsewhere the answer is no.
 */
export async function isAnotherProgram(pid: number): Promise<boolean> {
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => undefined)
  return name !== undefined && (name.trim() !== 'postgres' || (await isZombie(pid)))
}

/** proc_pid_stat(5): the state letter follows the name in parentheses. */
async function isZombie(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return /\) Z /.test(stat)
}

/** Waits until the process is gone; false after `milliseconds`. A process that is not our child offers no event for this. */
export async function waitUntilGone(pid: number, milliseconds: number): Promise<boolean> {
  for (let waited = 0; waited < milliseconds; waited += 20) {
    if (!(await isAlive(pid))) return true
    await pause(20)
  }
  return !(await isAlive(pid))
}

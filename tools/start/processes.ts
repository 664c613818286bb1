import { readFile } from 'node:fs/promises'

/** A process that can be told from a later one with the same id. */
export interface ProcessMark {
  pid: number
  /** Start time in clock ticks since boot on Linux (proc_pid_stat(5), field 22); empty where it cannot be read. */
  born: string
}

/** The mark of a process that lives now; undefined when none has this id. */
export async function markOf(pid: number): Promise<ProcessMark | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (stat === undefined) return signalable(pid) ? { pid, born: '' } : undefined
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // A zombie has ended; only its parent has not taken note.
  return fields[0] === 'Z' ? undefined : { pid, born: fields[19] ?? '' }
}

/** Whether the marked process itself still lives. */
export async function lives(mark: ProcessMark): Promise<boolean> {
  const now = await markOf(mark.pid)
  return now !== undefined && now.born === mark.born
}

function signalable(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

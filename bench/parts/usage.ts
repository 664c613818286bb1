import { readFile } from 'node:fs/promises'

/** Clock ticks of a second in /proc: USER_HZ, 100 on Linux. */
const TICKS = 100

/** The memory a process holds now, in MiB: VmRSS of proc_pid_status(5). */
export async function rssMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024)
}

/** The processor time a process has used, its garbage collector among it, in milliseconds: proc_pid_stat(5). */
export async function cpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const [, , , , , , , , , , , user, system] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return ((Number(user) + Number(system)) * 1_000) / TICKS
}

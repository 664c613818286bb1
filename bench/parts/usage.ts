import { readdir, readFile } from 'node:fs/promises'

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

/** The most memory that a process ever held, in MiB: VmHWM of proc_pid_status(5). */
export async function peakRssMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024)
}

/**
 * The processor time of a process in milliseconds to the nanosecond, of all its threads that are still there:
 * /proc/pid/task/tid/schedstat (docs.kernel.org/scheduler/sched-stats.html). Precise only while the process waits.
 */
export async function exactCpuMs(pid: number): Promise<number> {
  let nanoseconds = 0
  for (const thread of await readdir(`/proc/${pid}/task`)) {
    const stat = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0')
    nanoseconds += Number(stat.split(' ')[0])
  }
  return nanoseconds / 1e6
}

import { readdir, readFile } from 'node:fs/promises'
import { cpuMs } from './usage.ts'

/** What a PostgreSQL cluster takes: its postmaster and every process that it has started. */
export interface ClusterUsage {
  /**
   * The most memory that all its processes together were seen to hold, in MiB: the sum of Pss in smaps_rollup
   * (proc_pid_smaps(5)), which counts shared buffers once, looked at every half second
   */
  peakPssMb(): number
  /** processor time so far in seconds, of processes that have ended too */
  cpuSeconds(): Promise<number>
  stop(): void
}

export function watchCluster(postmaster: number): ClusterUsage {
  let peak = 0
  let busy = false
  const look = async (): Promise<void> => {
    if (busy) return
    busy = true
    const sizes = await Promise.all([postmaster, ...(await childrenOf(postmaster))].map(pssKb))
    peak = Math.max(
      peak,
      sizes.reduce((sum, size) => sum + size, 0),
    )
    busy = false
  }
  const looking = setInterval(() => void look(), 500)
  return {
    peakPssMb: () => Math.round(peak / 1024),
    async cpuSeconds() {
      const living = await Promise.all(
        [postmaster, ...(await childrenOf(postmaster))].map((pid) => cpuMs(pid).catch(() => 0)),
      )
      return (living.reduce((sum, ms) => sum + ms, 0) + (await endedChildrenCpuMs(postmaster))) / 1_000
    },
    stop: () => clearInterval(looking),
  }
}

async function childrenOf(pid: number): Promise<number[]> {
  const listed = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => undefined)
  if (listed !== undefined) return listed.split(' ').filter(Boolean).map(Number)
  const found: number[] = []
  for (const entry of await readdir('/proc')) {
    const stat = /^\d+$/.test(entry) ? await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '') : ''
    if (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(pid)) found.push(Number(entry))
  }
  return found
}

/** A process that has just ended holds nothing. */
async function pssKb(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0)
}

/** cutime and cstime of proc_pid_stat(5), in hundredths of a second. */
async function endedChildrenCpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[13]) + Number(fields[14])) * 10
}

import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { Refusal } from './messages.ts'
import { lives, markOf, type ProcessMark } from './processes.ts'

const Mark = z.object({ pid: z.number().int().positive(), born: z.string() })
const Lock = z.object({ holder: Mark, url: z.string(), children: z.array(Mark) })

/** The right to work on a data folder, held by one `npm start` at a time. */
export interface DataLock {
  /** Notes a child, so that the next start can end it should this process be killed. */
  addChild(pid: number): Promise<void>
  release(): Promise<void>
}

/**
 * Takes the lock of a data folder. While another start holds it, throws a Refusal that names its address and touches
 * nothing; a lock whose holder died is taken over, and the children it left are ended first.
 */
export async function takeLock(dataDir: string, url: string): Promise<DataLock> {
  const path = join(dataDir, 'start.lock')
  const holder = await markOf(process.pid)
  if (holder === undefined) throw new Error('this process cannot find itself')
  const children: ProcessMark[] = []
  const text = (): string => JSON.stringify({ holder, url, children })
  const mine = `${path}.${process.pid}`
  await writeFile(mine, text(), { mode: 0o600 })
  try {
    while (!(await linked(mine, path))) await clearStale(path, dataDir)
  } finally {
    await rm(mine, { force: true })
  }
  return {
    async addChild(pid) {
      const mark = await markOf(pid)
      if (mark === undefined) return
      children.push(mark)
      await writeFile(path, text(), { mode: 0o600 })
    },
    release: () => rm(path, { force: true }),
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

async function clearStale(path: string, dataDir: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return
  const parsed = Lock.safeParse(json(text))
  if (parsed.success) {
    const { holder, url, children } = parsed.data
    if (await lives(holder)) {
      throw new Refusal(
        `Atrium already runs on this data folder: ${url} (process ${holder.pid}, data in ${dataDir}).`,
        'Open that address, or stop that process with Ctrl-C first. To run a second one beside it give both --port and --data-dir.',
      )
    }
    await Promise.all(children.map(endOrphan))
  }
  await rm(path, { force: true })
}

/** Ends a child of a killed start: asks, and insists after five seconds. */
async function endOrphan(mark: ProcessMark): Promise<void> {
  for (const [signal, rounds] of [
    ['SIGTERM', 100],
    ['SIGKILL', 20],
  ] as const) {
    if (!(await lives(mark))) return
    process.kill(mark.pid, signal)
    for (let round = 0; round < rounds && (await lives(mark)); round += 1) await pause(50)
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

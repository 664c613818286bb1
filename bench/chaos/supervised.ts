import { setTimeout as pause } from 'node:timers/promises'
import type { Program } from '../parts/program.ts'

/** A process that is started again when it was killed, as an installation's supervisor does. */
export interface Supervised {
  name: string
  pid(): number
  /** kill -9, and a new one after a while; resolves once the new one is ready */
  kill(downMs: number): Promise<void>
  /** a signal that is not its end (SIGSTOP, SIGCONT) */
  signal(signal: NodeJS.Signals): void
  /** in order, for good */
  stop(): Promise<void>
}

/** How long a supervisor goes on trying to start a process whose database may be away. */
const startWithinMs = 60_000
const pauseMs = 250

/**
 * @param start begins a process and resolves when it is ready, rejects when it ended before
 * @param onOwnEnd hears of a process that had been ready and ended by itself: that is a defect, whatever happened around it
 */
export async function supervise(
  name: string,
  start: () => Promise<Program>,
  onOwnEnd: (sentence: string) => void,
): Promise<Supervised> {
  let isMeant = false
  const begin = async (): Promise<Program> => {
    const until = performance.now() + startWithinMs
    for (;;) {
      try {
        return watch(await start())
      } catch (error) {
        if (performance.now() > until) throw error
        await pause(pauseMs)
      }
    }
  }
  const watch = (program: Program): Program => {
    void program.ended.then((code) => {
      if (isMeant) return
      onOwnEnd(`${name} (process ${program.pid}) ended by itself with ${code}`)
    })
    return program
  }
  let current = await begin()
  return {
    name,
    pid: () => current.pid,
    async kill(downMs) {
      isMeant = true
      current.kill('SIGKILL')
      await current.ended
      await pause(downMs)
      isMeant = false
      current = await begin()
    },
    signal: (signal) => current.kill(signal),
    async stop() {
      isMeant = true
      await current.stop()
    },
  }
}

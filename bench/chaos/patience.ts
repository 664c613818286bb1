import { setTimeout as pause } from 'node:timers/promises'
import { CallRefused, type Send } from '../parts/hub.ts'

/** Waits until something is so, looking again and again: another process offers no event for it. @throws with what was waited for */
export async function until(what: string, seconds: number, isSo: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + seconds * 1_000; performance.now() < end; await pause(50))
    if (await isSo()) return
  throw new NotReached(`${what} did not come about within ${seconds} s`)
}

/** Something that must come about did not. */
export class NotReached extends Error {
  override readonly name = 'NotReached'
}

/** The same calls, made again while the server or its database is away: a refused connection, or a status of 500 and above. */
export const patient =
  (send: Send, seconds: number): Send =>
  async (...call) => {
    for (const end = performance.now() + seconds * 1_000; ; await pause(100))
      try {
        return await send(...call)
      } catch (error) {
        const isFinal = error instanceof CallRefused && error.status < 500
        if (isFinal || performance.now() > end) throw error
      }
  }

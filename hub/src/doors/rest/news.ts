import type { Database } from '../../platform/database/database.ts'
import type { Log } from '../../platform/log/log.ts'
import { newsChannel } from '../../platform/outbox/outbox.ts'

/** Wakes what waits for an organisation's news. */
export interface NewsWatch {
  /** at once, then after each piece of the organisation's news, and every `pollMs` in case one was missed; until aborted */
  wake(organisationId: string, signal: AbortSignal): AsyncIterable<void>
  close(): Promise<void>
}

/**
 * One listening connection for all streams of the process, opened when the first one asks. Notices that come while a
 * stream is busy are one wake-up: it reads the present state anyway.
 */
export function watchNews(database: Database, log: Log, options: { pollMs?: number } = {}): NewsWatch {
  const waiting = new Map<string, Set<() => void>>()
  let listening: Promise<() => Promise<void>> | undefined
  const announce = (organisationId: string): void => {
    for (const rouse of waiting.get(organisationId) ?? []) rouse()
  }
  const listen = async (): Promise<void> => {
    listening ??= database.listen(newsChannel, announce).catch((error: unknown) => {
      log.warn({ err: error }, 'news cannot be listened to; streams are read anew every few seconds')
      listening = undefined
      return async () => undefined
    })
    await listening
  }
  return {
    async *wake(organisationId, signal) {
      // before the first reading, so that nothing falls between the two
      await listen()
      const bell = doorbell()
      const bells = waiting.get(organisationId) ?? new Set()
      waiting.set(organisationId, bells.add(bell.ring))
      const poll = setInterval(bell.ring, options.pollMs ?? 5_000)
      signal.addEventListener('abort', bell.ring)
      try {
        while (!signal.aborted) {
          yield
          await bell.rung()
        }
      } finally {
        clearInterval(poll)
        signal.removeEventListener('abort', bell.ring)
        bells.delete(bell.ring)
        if (bells.size === 0) waiting.delete(organisationId)
      }
    },
    async close() {
      await (await listening)?.()
    },
  }
}

/** Remembers that it was rung until somebody asks. */
function doorbell(): { ring: () => void; rung: () => Promise<void> } {
  let isRung = false
  let answer: (() => void) | undefined
  return {
    ring() {
      isRung = true
      answer?.()
    },
    async rung() {
      if (!isRung)
        await new Promise<void>((resolve) => {
          answer = resolve
        })
      isRung = false
      answer = undefined
    },
  }
}

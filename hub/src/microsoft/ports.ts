import { setTimeout as wait } from 'node:timers/promises'
import { type Random, systemRandom } from '../kernel/random.ts'
import { type Clock, systemClock } from '../kernel/time.ts'

/** What this room needs of the world around it; injected, so that no test waits and every test repeats. */
export interface MicrosoftPorts {
  readonly fetch: typeof fetch
  readonly clock: Clock
  readonly random: Random
  /** resolves after so many milliseconds; rejects with the signal's reason when it is aborted */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
  /** a signal that aborts after so many milliseconds */
  deadline(milliseconds: number): AbortSignal
}

export const systemPorts: MicrosoftPorts = {
  fetch: (input, init) => fetch(input, init),
  clock: systemClock,
  random: systemRandom,
  sleep: async (milliseconds, signal) => {
    signal?.throwIfAborted()
    try {
      await wait(milliseconds, undefined, signal === undefined ? {} : { signal })
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    }
  },
  deadline: (milliseconds) => AbortSignal.timeout(milliseconds),
}

/** A number in [0, 1) from the injected source of randomness. */
export function fraction(random: Random): number {
  const bytes = random.bytes(4)
  return Buffer.from(bytes).readUInt32BE() / 2 ** 32
}

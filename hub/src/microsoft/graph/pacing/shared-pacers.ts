import { type Random, randomToken } from '../../../kernel/random.ts'
import type { MicrosoftPorts } from '../../ports.ts'
import type { PacerRegistry } from './pacer.ts'
import { pacersOver } from './pacers-over.ts'
import { type SharedBookParts, sharedBook } from './shared-book.ts'

/**
 * A slice lasts an eighth of a second at the full rate, the account is asked at most 20 times a second by a process, and nothing is held longer
 * than a quarter of a second: as long as a pause or urgent work elsewhere takes to bind this process, and all that is lost when it dies.
 */
export const slicing = { sliceMs: 125, apartMs: 50, keepMs: 250 }

/** Pacers over accounts that all processes of the installation share. Waits, and the accounts' time, are the injected ports'. */
export function sharedPacers(
  parts: Omit<SharedBookParts, 'now'> & {
    readonly ports: Pick<MicrosoftPorts, 'clock' | 'sleep'>
    readonly random: Random
    readonly onError: (error: unknown) => void
  },
): PacerRegistry {
  const { ports, random, onError, database, lookupHmac } = parts
  const book = sharedBook({ database, lookupHmac, now: () => ports.clock.now().getTime() })
  return pacersOver({ ports, book, slicing, drawer: randomToken(random, 8), onError })
}

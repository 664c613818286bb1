import type { MicrosoftPorts } from '../../ports.ts'
import { memoryBook } from './account-book.ts'
import type { PacerRegistry } from './pacer.ts'
import { pacersOver } from './pacers-over.ts'

/** The pacers of one process, for tests and for a Graph that nobody else draws on. What they know is gone with it. */
export function inProcessPacers(ports: Pick<MicrosoftPorts, 'clock' | 'sleep'>): PacerRegistry {
  const book = memoryBook(() => ports.clock.now().getTime())
  const onError = (error: unknown): void => {
    throw error
  }
  return pacersOver({ ports, book, drawer: 'this process', slicing: { sliceMs: 0, apartMs: 0, keepMs: 0 }, onError })
}

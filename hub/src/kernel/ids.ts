import { v7 } from 'uuid'
import type { Random } from './random.ts'
import type { Clock } from './time.ts'

/**
 * Makes identifiers: UUID version 7 (RFC 9562 §5.7), so that rows made one after another lie beside each other in an index.
 * Those of one source ascend, also within a millisecond and while its clock stands still or goes back (§6.2, method 1).
 */
export type NewId = () => string

export function idSource(clock: Clock, random: Random): NewId {
  let msecs = 0
  let seq = 0
  return () => {
    const bytes = random.bytes(16)
    const now = clock.now().getTime()
    if (now > msecs) {
      msecs = now
      // the uppermost bit is left free to count into
      seq = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) >>> 1
    } else seq += 1
    return v7({ msecs, seq, random: bytes })
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether this text is a lower-case UUID, of any version: Microsoft's object ids are version 4. */
export const isUuid = (text: string): boolean => uuid.test(text)

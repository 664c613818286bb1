import { v7 } from 'uuid'
import type { Random } from './random.ts'
import type { Clock } from './time.ts'

/** Makes identifiers: UUID version 7 (RFC 9562 §5.7), so that rows made one after another lie beside each other in an index. */
export type NewId = () => string

export const idSource =
  (clock: Clock, random: Random): NewId =>
  () =>
    v7({ msecs: clock.now().getTime(), random: random.bytes(16) })

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether this text is a lower-case UUID, of any version: Microsoft's object ids are version 4. */
export const isUuid = (text: string): boolean => uuid.test(text)

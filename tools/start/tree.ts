import type { EmbeddedPostgres } from '../../hub/src/platform/postgres/index.ts'
import type { Child } from './child.ts'
import type { DataLock } from './lock.ts'
import { Refusal } from './messages.ts'

/** Everything that one start began, so that it can be ended in order: children last-started first, then the database, then the lock. */
export interface ProcessTree {
  /** Keeps a child; one that `serves` must not end by itself, one that `passes` does. Ends it at once when the end has begun. */
  keep(child: Child, role: 'serves' | 'passes'): Promise<void>
  keepDatabase(database: EmbeddedPostgres): void
  keepLock(lock: DataLock): void
  /** Resolves with the first serving child that ended although nobody asked it to. */
  broken: Promise<Child>
  /** Ends the children; they are asked in reverse order, one after the other. */
  stopChildren(): Promise<void>
  /** Ends everything. */
  stop(): Promise<void>
}

/** An empty tree. */
export function processTree(): ProcessTree {
  const children: Child[] = []
  const broken = Promise.withResolvers<Child>()
  let stopping = false
  let database: EmbeddedPostgres | undefined
  let lock: DataLock | undefined

  const stopChildren = async (): Promise<void> => {
    stopping = true
    for (const child of children.toReversed()) await child.stop()
  }
  return {
    broken: broken.promise,
    stopChildren,
    async keep(child, role) {
      children.push(child)
      if (role === 'serves') child.ended.then(() => stopping || broken.resolve(child))
      await lock?.addChild(child.pid)
      if (!stopping) return
      await child.stop()
      throw new Refusal('The start was broken off.', 'Run `npm start` again.')
    },
    keepDatabase(started) {
      database = started
    },
    keepLock(taken) {
      lock = taken
    },
    async stop() {
      await stopChildren()
      await database?.stop()
      await lock?.release()
    },
  }
}

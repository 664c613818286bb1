import { inject } from 'vitest'
import { z } from 'zod'

const Cloned = z.object({ name: z.string(), adminUrl: z.string(), applicationUrl: z.string() })
const Dropped = z.object({ leaks: z.array(z.string()) })

/** A database of one's own: real PostgreSQL, migrated, empty. */
export interface TestDatabase {
  /** Connects as the owner. */
  adminUrl: string
  /** Connects as the application does: under row-level security. */
  applicationUrl: string
  /** Removes the database; throws when a connection to it is still open, naming it. */
  drop(): Promise<void>
}

/**
 * Gives a test file its own database, a copy of the migrated template. Call it in `beforeAll` and `drop` in `afterAll`:
 *
 *     let database: TestDatabase
 *     beforeAll(async () => { database = await testDatabase() })
 *     afterAll(() => database.drop())
 */
export async function testDatabase(): Promise<TestDatabase> {
  const room = inject('databaseRoom')
  const cloned = Cloned.parse(await ask(room, 'POST'))
  return {
    adminUrl: cloned.adminUrl,
    applicationUrl: cloned.applicationUrl,
    async drop() {
      const { leaks } = Dropped.parse(await ask(`${room}/${cloned.name}`, 'DELETE'))
      if (leaks.length > 0) {
        throw new Error(`${leaks.length} connection(s) were left open; end every pool and client:\n${leaks.join('\n')}`)
      }
    },
  }
}

async function ask(url: string, method: 'POST' | 'DELETE'): Promise<unknown> {
  const response = await fetch(url, { method })
  if (!response.ok) throw new Error(`the test run could not give a database: ${await response.text()}`)
  return response.json()
}

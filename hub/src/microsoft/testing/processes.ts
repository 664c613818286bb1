import { createHmac } from 'node:crypto'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '../../../testing/index.ts'
import { systemRandom } from '../../kernel/random.ts'
import { connectDatabase, type Database } from '../../platform/database/database.ts'
import type { PacerRegistry } from '../graph/pacing/pacer.ts'
import { sharedPacers } from '../graph/pacing/shared-pacers.ts'
import type { MicrosoftPorts } from '../ports.ts'

/** The installation's key, as every process of it has. */
export const lookupHmac = (kind: string, value: string): Uint8Array =>
  createHmac('sha256', 'the key of these tests').update(`${kind}\0${value}`).digest()

export interface Processes {
  readonly database: Database
  readonly owner: pg.Client
  /** transactions that processes have made */
  readonly writes: number
  /** the pacers of a process of its own: it shares nothing with another but the database and the installation's key */
  start(ports: Pick<MicrosoftPorts, 'clock' | 'sleep'>): PacerRegistry
  /** ends the processes, and clears the accounts away */
  clear(): Promise<void>
  close(): Promise<void>
}

/** Processes of one installation over a database of their own. */
export async function processesOverOneDatabase(): Promise<Processes> {
  const cloned: TestDatabase = await testDatabase()
  const database = connectDatabase(cloned.applicationUrl)
  const owner = new pg.Client({ connectionString: cloned.adminUrl, application_name: 'tests: throttle accounts' })
  await owner.connect()
  const started: PacerRegistry[] = []
  const errors: unknown[] = []
  let writes = 0
  const counted: Pick<Database, 'write'> = {
    write: (scope, work) => {
      writes += 1
      return database.write(scope, work)
    },
  }
  return {
    database,
    owner,
    get writes() {
      return writes
    },
    start(ports) {
      const onError = (error: unknown) => void errors.push(error)
      const registry = sharedPacers({ ports, random: systemRandom, database: counted, lookupHmac, onError })
      started.push(registry)
      return registry
    },
    async clear() {
      for (const registry of started.splice(0)) await registry.close()
      await owner.query('delete from throttle_account')
      if (errors.length > 0) throw new AggregateError(errors.splice(0), 'something failed in the background')
    },
    async close() {
      await database.close()
      await owner.end()
      await cloned.drop()
    },
  }
}

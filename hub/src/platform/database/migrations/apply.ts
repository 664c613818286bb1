import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { type Migration, numberOf } from './files.ts'
import { MigrationRefused } from './refused.ts'
import { processName } from './schema.ts'
import { sqlStatements } from './sql-statements.ts'

/**
 * How long a migration waits for a lock while everybody else queues behind it, and how often it begins again. A statement
 * that waits for its lock keeps all that come after it waiting too, however short their own work.
 */
const lockTimeout = '2s'
const attempts = 30
const pauseMs = 1_000
const lockNotAvailable = '55P03'

/**
 * Runs one migration and notes it.
 * @throws MigrationRefused where tables stay busy, or processes that it would break still run
 */
export async function applyMigration(client: pg.Client, migration: Migration): Promise<void> {
  if (migration.contract !== undefined) await refuseOlderProcesses(client, migration.name, migration.contract)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await (migration.isInTransaction ? inOneTransaction : oneByOne)(client, migration)
    } catch (error) {
      await client.query('rollback')
      if (!isBusy(error)) throw error
      if (attempt === attempts)
        throw new MigrationRefused(
          'tables_busy',
          `The migration ${migration.name} got no lock within ${attempts} attempts: long transactions are under way.`,
          'Run `migrate` again when less goes on, or end what pg_stat_activity shows as long open.',
        )
      await pause(pauseMs)
    }
  }
}

async function inOneTransaction(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin')
  await client.query(`set local lock_timeout = '${lockTimeout}'`)
  await client.query(migration.sql)
  await note(client, migration)
  await client.query('commit')
}

/** Without a transaction a crash may come between two statements, so such a migration can be run again from its start. */
async function oneByOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query(`set lock_timeout = '${lockTimeout}'`)
  for (const statement of sqlStatements(migration.sql)) await client.query(statement)
  await client.query('reset lock_timeout')
  await note(client, migration)
}

const note = (client: pg.Client, { name, sha256, contract }: Migration): Promise<unknown> =>
  client.query('insert into schema_migration (name, sha256, contract) values ($1, $2, $3)', [
    name,
    sha256,
    contract ?? null,
  ])

const isBusy = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === lockNotAvailable

/** Every process names the newest migration that it knows in its connections. */
async function refuseOlderProcesses(client: pg.Client, name: string, oldest: string): Promise<void> {
  const { rows } = await client.query<{ application_name: string }>(
    'select distinct application_name from pg_stat_activity where datname = current_database() and application_name ~ $1',
    [`^${processName('[0-9]{6}')}`],
  )
  const older = rows.filter((row) => row.application_name < processName(oldest)).length
  if (older === 0) return
  throw new MigrationRefused(
    'older_processes',
    `The migration ${numberOf(name)} takes away what processes of an older release still use, and such processes run.`,
    'End every `serve` and `work` of the older release, start those of the new one, and run `migrate` again.',
  )
}

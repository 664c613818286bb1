import { createHmac } from 'node:crypto'
import pg from 'pg'
import { installJobs } from '../jobs/install.ts'
import { applyMigration } from './migrations/apply.ts'
import { knownMigrations, readMigration } from './migrations/files.ts'
import { MigrationRefused } from './migrations/refused.ts'
import { schemaLookUp } from './migrations/schema.ts'
import { applicationRole, ensureRoles } from './roles.ts'

const oldestServer = 170_000
/** one migrator at a time for a database; the number is arbitrary and only has to stay the same */
const lockKey = 7_205_261

/**
 * Brings the schema up to date as the database's owner and returns how the application itself connects: as a role that
 * owns nothing and cannot bypass row-level security. Running it again changes nothing.
 *
 * @throws MigrationRefused where the schema is newer than this program or a migration was altered after it ran.
 */
export async function migrate(adminUrl: string): Promise<{ applicationUrl: string; applied: string[] }> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'atrium migrate' })
  await client.connect()
  try {
    await refuseOldServer(client)
    await client.query('select pg_advisory_lock($1)', [lockKey])
    const applicationUrl = applicationUrlFrom(adminUrl)
    await ensureRoles(client, new URL(applicationUrl).password)
    const applied = await applyPending(client)
    await installJobs(adminUrl, client)
    return { applicationUrl, applied }
  } finally {
    await client.end()
  }
}

async function applyPending(client: pg.Client): Promise<string[]> {
  await client.query(
    `create table if not exists schema_migration (
       name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
  )
  await client.query(schemaLookUp)
  const { rows: done } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from schema_migration',
  )
  const known = await knownMigrations()
  const newer = done.find(({ name }) => !known.includes(name))
  if (newer)
    throw new MigrationRefused(
      'schema_newer',
      `The database was last used by a newer Atrium: it has the change ${newer.name}, which this program does not know.`,
      'Start the newer version again, or restore the backup that was taken before it ran.',
    )
  const applied: string[] = []
  for (const name of known) {
    const migration = await readMigration(name)
    const before = done.find((row) => row.name === name)
    if (before && before.sha256 !== migration.sha256)
      throw new MigrationRefused(
        'migration_altered',
        `The migration ${name} is not the one that this database ran.`,
        'Check out the released version of that file; a change to the schema is a new migration.',
      )
    if (before) continue
    await applyMigration(client, migration)
    applied.push(name)
  }
  return applied
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version")
  if (Number(rows[0]?.version) < oldestServer)
    throw new MigrationRefused(
      'server_too_old',
      'This PostgreSQL is older than version 17.',
      'Point DATABASE_URL at PostgreSQL 17 or newer, or leave it unset to use the one that comes along.',
    )
}

/**
 * The application role's password follows from the owner's, so that nothing more has to be kept anywhere; where the
 * owner needs no password (peer, certificate), ATRIUM_DATABASE_APP_PASSWORD must be given.
 */
function applicationUrlFrom(adminUrl: string): string {
  const url = new URL(adminUrl)
  const given = process.env.ATRIUM_DATABASE_APP_PASSWORD
  if (!given && !url.password)
    throw new MigrationRefused(
      'password_missing',
      'DATABASE_URL has no password, so none can be derived for the role atrium_app.',
      'Set ATRIUM_DATABASE_APP_PASSWORD to a long random text and start again.',
    )
  url.username = applicationRole
  url.password =
    given ??
    createHmac('sha256', decodeURIComponent(url.password)).update(`${applicationRole} password`).digest('base64url')
  return url.href
}

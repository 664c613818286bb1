import pg from 'pg'
import { knownMigrations, numberOf } from './files.ts'
import { MigrationRefused } from './refused.ts'

/** How a process that knows the schema up to this migration calls its connections: `atrium 000012`. */
export const processName = (number: string): string => `atrium ${number}`

/**
 * Lets the application see which migrations ran: names and numbers, nothing of any organisation. Owned by the role of the
 * look-ups, as they all are; made by `migrate` itself, so that it is there before the first migration that needs it.
 */
export const schemaLookUp = `
  alter table schema_migration add column if not exists contract text;
  do $$ begin
    if to_regprocedure('look_up_schema()') is not null then return; end if;
    grant select on schema_migration to atrium_lookup;
    create function look_up_schema() returns table (name text, contract text)
      language sql stable security definer set search_path = public, pg_temp as
      'select m.name, m.contract from schema_migration m order by m.name';
    grant create on schema public to atrium_lookup;
    alter function look_up_schema owner to atrium_lookup;
    revoke create on schema public from atrium_lookup;
    revoke execute on function look_up_schema from public;
    grant execute on function look_up_schema to atrium_app;
  end $$`

/**
 * Makes sure, as the application, that this program can work on the schema as it is: everything that it knows has run, and
 * nothing that is newer has taken away what it needs. A schema that is newer by additions suits it.
 * @returns the number of the newest migration that this program knows
 * @throws MigrationRefused
 */
export async function requireSchema(applicationUrl: string): Promise<string> {
  const known = await knownMigrations()
  const newest = numberOf(known.at(-1) ?? '')
  const applied = await appliedMigrations(applicationUrl)
  const missing = known.filter((name) => applied?.every((one) => one.name !== name) ?? true)
  if (missing.length > 0)
    throw new MigrationRefused(
      'schema_older',
      `The database lacks ${missing.length} of the changes that this Atrium needs, ${missing[0]} first.`,
      'Run `npm run -s atrium -- migrate` of this release with the owner’s address, then start again.',
    )
  const breaking = applied?.find(({ contract }) => contract !== null && contract > newest)
  if (breaking)
    throw new MigrationRefused(
      'schema_newer',
      `The database was changed by a newer Atrium (${breaking.name}), and this one cannot work on it any more.`,
      'Start the newer release in place of this one.',
    )
  return newest
}

const undefinedFunction = '42883'

/** Undefined where not even the look-up is there: nothing, or an older Atrium, migrated this database. */
async function appliedMigrations(url: string): Promise<{ name: string; contract: string | null }[] | undefined> {
  const client = new pg.Client({ connectionString: url, application_name: 'atrium start' })
  await client.connect()
  try {
    return (await client.query<{ name: string; contract: string | null }>('select * from look_up_schema()')).rows
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === undefinedFunction) return undefined
    throw error
  } finally {
    await client.end()
  }
}

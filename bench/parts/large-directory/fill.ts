import pg from 'pg'
import { fillApplications } from './applications.ts'
import { fillGroups } from './groups.ts'
import { fillPeople } from './people.ts'
import type { Sizes } from './sizes.ts'

/** What the parts of a made-up directory are filled with. */
export interface Fill {
  query(sql: string, values?: unknown[]): Promise<void>
  sizes: Sizes
}

/** The instant of a made-up directory's nth merge; the first import is the 0th, the last merge the 60th. */
export const mergedAt = (nth: number): Date => new Date(Date.UTC(2026, 0, 5, 6) + nth * 86_400_000)
export const lastMerge = 60

/**
 * Fills an organisation's directory, which must be empty, with a tenancy of these sizes, the same one each time, straight
 * into PostgreSQL as its owner. Rows go in in the order of their keys, with all indexes in place, as a first import's do.
 */
export async function fillDirectory(ownerUrl: string, organisationId: string, sizes: Sizes): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'atrium bench fill' })
  await client.connect()
  try {
    await client.query(
      `set synchronous_commit = off; set work_mem = '512MB'; set maintenance_work_mem = '512MB'; set gin_pending_list_limit = '64MB'`,
    )
    await client.query(functions(organisationId))
    const fill: Fill = {
      sizes,
      query: async (sql, values) => void (await client.query(sql, values)),
    }
    for (const part of [fillPeople, fillGroups, fillApplications]) {
      await client.query('begin')
      await part(fill)
      await client.query('commit')
    }
    await client.query(
      `insert into directory_state (organisation_id, merged_at) values ($1, $2)
       on conflict (organisation_id) do update set merged_at = excluded.merged_at`,
      [organisationId, mergedAt(lastMerge)],
    )
    // as autovacuum does soon after an import
    await client.query('vacuum (analyze)')
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}

/** Identifiers, instants and choices that follow from a number alone, so that the same directory is made each time. */
const functions = (organisationId: string): string => {
  if (!/^[0-9a-f-]{36}$/.test(organisationId)) throw new TypeError('not an organisation')
  const immutable = 'language sql immutable parallel safe as'
  return `
    create function pg_temp.organisation_id() returns uuid ${immutable} $f$ select '${organisationId}'::uuid $f$;
    create function pg_temp.run_id() returns uuid ${immutable} $f$ select '00000000-0000-7000-8000-000000000001'::uuid $f$;
    create function pg_temp.person_id(n bigint) returns uuid ${immutable} $f$ select md5('person ' || n)::uuid $f$;
    create function pg_temp.group_id(n bigint) returns uuid ${immutable} $f$ select md5('group ' || n)::uuid $f$;
    create function pg_temp.application_id(n bigint) returns uuid ${immutable} $f$ select md5('application ' || n)::uuid $f$;
    create function pg_temp.merged_at(nth bigint) returns timestamptz ${immutable}
      $f$ select '${mergedAt(0).toISOString()}'::timestamptz + interval '24 hours' * nth $f$;
    -- one of 0 … among - 1, all as likely
    create function pg_temp.pick(n bigint, purpose int, among bigint) returns bigint ${immutable}
      $f$ select (hashint8extended(n, purpose) & 2147483647) % among $f$;
    -- one of 0 … among - 1, the first ones more likely
    create function pg_temp.skewed(n bigint, purpose int, among bigint) returns bigint ${immutable}
      $f$ select floor(among * power((hashint8extended(n, purpose) & 2147483647) / 2147483648.0::float8, 2))::bigint $f$;`
}

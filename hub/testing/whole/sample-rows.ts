import { randomUUID } from 'node:crypto'
import type pg from 'pg'

/** A table of the catalogue whose rows belong to somebody: an organisation, or a person wherever they act. */
export interface OwnedTable {
  name: string
  /** the column that row-level security compares */
  owner: 'organisation_id' | 'account_id'
  columns: Column[]
}

interface Column {
  name: string
  type: string
  /** the conditions of the table that name this column, as PostgreSQL prints them */
  checks: string[]
}

/** Every table that a policy isolates by organisation or by account, so that a new one is tried as soon as it is there. */
export async function ownedTables(owner: Pick<pg.Client, 'query'>): Promise<OwnedTable[]> {
  const { rows } = await owner.query<OwnedTable>(`
    select c.relname::text as name,
      case when bool_or(p.polname = 'account') then 'account_id' else 'organisation_id' end as owner,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null), 'checks',
          (select coalesce(json_agg(pg_get_constraintdef(k.oid)), '[]') from pg_constraint k
            where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any (k.conkey))) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
    from pg_class c join pg_policy p on p.polrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and p.polname in ('organisation', 'account')
    group by c.oid, c.relname order by c.relname`)
  return rows
}

/** What stands in a column for which anything of its type will do; a condition with a list of texts takes its first. */
const samples: Record<string, () => unknown> = {
  uuid: () => randomUUID(),
  bytea: () => Buffer.from(randomUUID()),
  boolean: () => true,
  integer: () => 10,
  bigint: () => 10,
  real: () => 10,
  'double precision': () => 10,
  'timestamp with time zone': () => '2026-01-01T00:00:00Z',
  jsonb: () => ({ operation: 'sample', outcome: 'done' }),
  json: () => ({}),
}

function sampleOf(table: string, { name, type, checks }: Column): unknown {
  if (type === 'text') return /'([^']+)'::text/.exec(checks.join(' '))?.[1] ?? randomUUID()
  if (type.endsWith('[]')) return []
  const sample = samples[type]
  if (!sample) throw new Error(`no sample for ${table}.${name} of type ${type}; add one to sample-rows.ts`)
  return sample()
}

/** Inserts a row that belongs to `id`, with a sample in every other column. */
export async function insertSample(client: Pick<pg.Client, 'query'>, table: OwnedTable, id: string): Promise<void> {
  const values = table.columns.map((column) => (column.name === table.owner ? id : sampleOf(table.name, column)))
  await client.query(
    `insert into ${table.name} (${table.columns.map(({ name }) => name).join(', ')})
     values (${values.map((_, index) => `$${index + 1}`).join(', ')})`,
    values,
  )
}

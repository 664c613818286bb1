import type pg from 'pg'
import type { Problem } from './judge.ts'

type Owner = Pick<pg.Client, 'query'>

const texts = async (owner: Owner, sql: string, values: unknown[] = []): Promise<string[]> =>
  (await owner.query<{ text: string }>(sql, values)).rows.map(({ text }) => text)

/** What the database must look like whenever no run is under way, whatever happened before. */
export async function brokenInvariants(owner: Owner): Promise<Problem[]> {
  return [...(await twoRunsAtOnce(owner)), ...(await leftInStaging(owner)), ...(await stuckJobs(owner))]
}

const twoRunsAtOnce = (owner: Owner): Promise<Problem[]> =>
  texts(
    owner,
    `select format('runs %s and %s of one connection were under way at once', one.run_id, other.run_id) as text
     from sync_run one join sync_run other
       on other.connection_id = one.connection_id and other.run_id > one.run_id
       and tstzrange(one.started_at, coalesce(one.ended_at, 'infinity'), '()')
         && tstzrange(other.started_at, coalesce(other.ended_at, 'infinity'), '()')`,
  )

async function leftInStaging(owner: Owner): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const table of await texts(
    owner,
    `select relname as text from pg_class where relname like 'staged\\_%' and relkind in ('r', 'p') and not relispartition`,
  )) {
    const [count = '0'] = await texts(owner, `select count(*)::text as text from ${table}`)
    if (count !== '0') problems.push(`${count} rows were left in ${table}`)
  }
  return problems
}

/**
 * A connection whose next sync nobody waits for is never synced again by itself. A job at work is no fault: none hangs, or there
 * would have been no rest (`isQuiet`), and one may have begun since.
 */
async function stuckJobs(owner: Owner): Promise<Problem[]> {
  const dead = await texts(
    owner,
    `select format('job %s of %s is %s', id, name, state) as text from pgboss.job where state = 'failed'`,
  )
  const unscheduled = await texts(
    owner,
    `select format('no next sync of connection %s is waiting', c.connection_id) as text from connection c
     where not exists (select from pgboss.job j where j.name = 'directory.sync' and j.state in ('created', 'retry')
       and j.data ->> 'connectionId' = c.connection_id::text)`,
  )
  return [...dead, ...unscheduled]
}

/**
 * Whether everything that follows a sync by itself has followed: news handed on, audit sealed, no job at work, and none that
 * would begin a sync within the next minute.
 */
export async function isQuiet(owner: Owner): Promise<boolean> {
  const [busy] = await texts(
    owner,
    `select ((select count(*) from outbox where dispatched_at is null) + (select count(*) from audit_unsealed)
       + (select count(*) from pgboss.job where state = 'active')
       + (select count(*) from pgboss.job where name = 'directory.sync' and state in ('created', 'retry')
           and start_after < now() + interval '1 minute'))::text as text`,
  )
  return busy === '0'
}

/** Watches the lease of the sync while a round goes on: its number only rises, and with every new holder. */
export function watchLease(owner: Owner): { look(): Promise<void>; problems: Problem[] } {
  const problems: Problem[] = []
  let before: { holder: string; fencing: number } | undefined
  return {
    problems,
    async look() {
      const { rows } = await owner.query<{ holder: string; fencing: number }>(
        `select holder, fencing::int from lease where name like 'sync:%'`,
      )
      const [now] = rows
      if (before && now && now.fencing < before.fencing)
        problems.push(`the lease's number fell from ${before.fencing} to ${now.fencing}`)
      if (before && now && now.holder !== before.holder && now.fencing <= before.fencing)
        problems.push(`the lease went from ${before.holder} to ${now.holder} under one number, ${now.fencing}`)
      before = now ?? before
    },
  }
}

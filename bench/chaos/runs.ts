import type pg from 'pg'
import { type Table, tables } from './facts.ts'
import type { Span } from './timeline.ts'

/** A sync run that made something true, with what it read. */
export interface MergedRun {
  id: string
  trigger: string
  status: string
  startedAt: number
  mergedAt: number
  /** the resources that were read to their end, without anything that could not be understood */
  read: ReadonlySet<string>
}

interface Row {
  id: string
  trigger: string
  status: string
  started_at: Date
  merged_at: Date
  read: string[] | null
}

/** In the order of their instants. */
export async function mergedRuns(owner: Pick<pg.Client, 'query'>): Promise<MergedRun[]> {
  const { rows } = await owner.query<Row>(`
    select r.run_id as id, r.trigger, r.status, r.started_at, r.merged_at,
      (select array_agg(s.resource) from sync_run_resource s
        where s.run_id = r.run_id and s.status = 'read' and s.unreadable = 0) as read
    from sync_run r where r.merged_at is not null order by r.merged_at`)
  return rows.map(({ id, trigger, status, started_at, merged_at, read }) => ({
    id,
    trigger,
    status,
    startedAt: started_at.getTime(),
    mergedAt: merged_at.getTime(),
    read: new Set(read ?? []),
  }))
}

const hasRead = (run: MergedRun, table: Table): boolean => tables[table].readBy.every((name) => run.read.has(name))

/**
 * When what a run made true of a table was looked at: within the run itself where it read the table, otherwise since the
 * last run that did. Undefined as long as none did: nothing is known of it then.
 * @param lagMs how far behind the answering replicas may have been
 */
export function lookedWithin(
  runs: readonly MergedRun[],
  index: number,
  table: Table,
  lagMs: (span: Span) => number,
): Span | undefined {
  const run = runs[index]
  const reader = runs.slice(0, index + 1).findLast((one) => hasRead(one, table))
  if (!run || !reader) return undefined
  const span = { from: reader.startedAt, to: run.mergedAt }
  return { from: span.from - lagMs(span), to: span.to }
}

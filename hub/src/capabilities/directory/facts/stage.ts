import type { Writer } from '../../../platform/database/database.ts'
import { statement } from '../../../platform/database/statement.ts'
import { columnsOf, type Fact, typeOf } from './fact.ts'

/**
 * One row as Graph gave it. `removed` is Graph's reason where it said that the object or link is gone; `unreadable`
 * where the object came, so that it is not absent, but what it holds could not be read.
 */
export interface StagedRow {
  values: Readonly<Record<string, unknown>>
  removed?: 'changed' | 'deleted' | 'unreadable' | undefined
}

interface StageParams {
  runId: string
  page: number
  rows: string
}

/**
 * Puts one page's rows of a fact into the run's staging rows. A later page wins over an earlier one, so replays and
 * duplicates, which Graph's delta may send, do no harm.
 *
 * One JSON document a page is taken apart by PostgreSQL itself: under row-level security COPY is refused, and parallel
 * arrays cannot carry columns that are arrays themselves (phones, tags).
 */
export async function stage(
  writer: Writer,
  fact: Fact,
  runId: string,
  page: number,
  rows: readonly StagedRow[],
): Promise<void> {
  if (rows.length === 0) return
  const documents = rows.map(({ values, removed }) => ({ ...values, removed: removed ?? null }))
  await writer.run(stageStatement(fact), { runId, page, rows: JSON.stringify(documents) })
}

const statements = new Map<string, ReturnType<typeof build>>()

function stageStatement(fact: Fact) {
  const known = statements.get(fact.table)
  if (known) return known
  const built = build(fact)
  statements.set(fact.table, built)
  return built
}

function build(fact: Fact) {
  const columns = columnsOf(fact)
  return statement<StageParams, unknown>(`
    insert into staged_${fact.table} (organisation_id, run_id, page, removed, ${columns.join(', ')})
    select acting_organisation(), :runId, :page, r.removed, ${columns.map((column) => `r.${column}`).join(', ')}
    from jsonb_to_recordset(:rows::jsonb) as r (removed text, ${columns.map((c) => `${c} ${typeOf(fact, c)}`).join(', ')})`)
}

import { columnsOf, type Fact } from '../../hub/src/capabilities/directory/facts/fact.ts'
import { merge } from '../../hub/src/capabilities/directory/facts/merge.ts'
import { type StagedRow, stage } from '../../hub/src/capabilities/directory/facts/stage.ts'
import { connectDatabase } from '../../hub/src/platform/database/database.ts'
import { statement } from '../../hub/src/platform/database/statement.ts'

/** Rows of one fact, in the order in which pages bring them. */
export interface FactRows {
  fact: Fact
  rows: readonly StagedRow['values'][]
}

/** How many rows a page brings: between a delta page's 500 links and a list's 999 objects. */
const PAGE = 500

/** The hub's own way from pages to the directory, as its application's role under row-level security. */
export interface Ingest {
  /** puts the rows into the run's staging rows, a transaction for each page */
  stage(runId: string, facts: readonly FactRows[]): Promise<void>
  /** makes a completely read run true, in one transaction, staging rows cleared */
  merge(runId: string, instant: Date, facts: readonly FactRows[]): Promise<void>
  close(): Promise<void>
}

export function openIngest(applicationUrl: string, organisationId: string): Ingest {
  const database = connectDatabase(applicationUrl)
  return {
    async stage(runId, facts) {
      for (const { fact, rows } of facts)
        for (let from = 0; from < rows.length; from += PAGE)
          await database.write({ organisationId }, (writer) =>
            stage(
              writer,
              fact,
              runId,
              from / PAGE,
              rows.slice(from, from + PAGE).map((values) => ({ values })),
            ),
          )
    },
    merge: (runId, instant, facts) =>
      database.write({ organisationId }, async (writer) => {
        for (const { fact } of facts) await merge(writer, fact, { runId, instant }, true)
        for (const { fact } of facts)
          await writer.run(statement<object, unknown>(`delete from staged_${fact.table}`), {})
      }),
    close: () => database.close(),
  }
}

/** The columns of a fact's current table that a merge writes, besides the organisation, in their order. */
export const mergedColumns = (fact: Fact): string[] => [
  ...columnsOf(fact),
  ...(fact.shape === 'entity' ? ['presence'] : []),
  'valid_from',
  'opened_by',
]

import { columnsOf, type Fact } from '../../hub/src/capabilities/directory/facts/fact.ts'
import { isUnfilled, merge } from '../../hub/src/capabilities/directory/facts/merge.ts'
import { columnsOfRows, type StagedRow, stage } from '../../hub/src/capabilities/directory/facts/stage.ts'
import { gatherWords, roomForMerge } from '../../hub/src/capabilities/directory/facts/words.ts'
import { commitAtLeisure } from '../../hub/src/capabilities/directory/sql/sync-parts.ts'
import { fillAside } from '../../hub/src/capabilities/directory/sync/fill-aside.ts'
import type { Writer } from '../../hub/src/platform/database/database.ts'
import { connectDatabase } from '../../hub/src/platform/database/database.ts'
import { statement } from '../../hub/src/platform/database/statement.ts'

/** Rows of one fact, in the order in which pages bring them. */
export interface FactRows {
  fact: Fact
  rows: readonly StagedRow['values'][]
}

/** How many rows a page brings: between a delta page's 500 links and a list's 999 objects. */
const PAGE = 500
/** How many pages come while the ones before are being staged, about: they are staged in one transaction. */
const PAGES_TOGETHER = 10

const merged = statement<{ instant: Date }, unknown>(`
  insert into directory_state (organisation_id, merged_at) values (acting_organisation(), :instant)
  on conflict (organisation_id) do update set merged_at = excluded.merged_at`)

/** The hub's own way from pages to the directory, as its application's role under row-level security. */
export interface Ingest {
  /** puts the rows into the run's staging rows, a transaction for a few pages, as pages arrive */
  stage(runId: string, facts: readonly FactRows[]): Promise<void>
  /** makes a completely read run true, staging rows cleared: filled side by side where nothing was, else compared in one transaction */
  merge(runId: string, instant: Date, facts: readonly FactRows[]): Promise<void>
  close(): Promise<void>
}

export function openIngest(applicationUrl: string, organisationId: string): Ingest {
  const database = connectDatabase(applicationUrl)
  return {
    async stage(runId, facts) {
      for (const { fact, rows } of facts)
        for (let from = 0; from < rows.length; from += PAGES_TOGETHER * PAGE)
          await database.write({ organisationId }, async (writer) => {
            await writer.run(commitAtLeisure, {})
            const some = rows.slice(from, from + PAGES_TOGETHER * PAGE)
            await stage(writer, fact, runId, [columnsOfRows({ fact, rows: some.map((values) => ({ values })) })])
          })
    },
    async merge(runId, instant, facts) {
      const all = facts.map(({ fact }) => fact)
      const unfilled = await database.read({ organisationId }, async (reader) => {
        const found: Fact[] = []
        for (const fact of all) if (await isUnfilled(reader, fact)) found.push(fact)
        return found
      })
      const write = <T>(work: (writer: Writer) => Promise<T>) => database.write({ organisationId }, work)
      await fillAside(write, { runId, instant }, unfilled)
      await write(async (writer) => {
        await writer.run(roomForMerge, {})
        for (const fact of all.filter((one) => !unfilled.includes(one))) {
          await gatherWords(writer, fact, runId)
          await merge(writer, fact, { runId, instant }, true)
        }
        await writer.run(merged, { instant })
        for (const { table } of all)
          await writer.run(statement<object, unknown>(`delete from staged_batch_${table}`), {})
      })
    },
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

import type { Writer } from '../../../platform/database/database.ts'
import { type Statement, statement } from '../../../platform/database/statement.ts'
import { columnsOf, type Fact, typeOf } from './fact.ts'
import { isStagedAsText } from './stage.ts'

/** The temporary table of the last staged word about each key of a fact; it ends with the transaction. */
export const wordsOf = (fact: Fact): string => `word_${fact.table}`

export const keyOf = (fact: Fact, alias: string): string =>
  Object.keys(fact.key)
    .map((column) => `${alias}.${column}`)
    .join(', ')

/**
 * A fact's staged rows of a run, the last word about each key, in the order of keys, to stand after FROM: inserts in that
 * order write the index in order (less WAL, as measured).
 */
export function lastWords(fact: Fact, alias: string): string {
  const columns = columnsOf(fact)
  const asTyped = columns.map((column) =>
    isStagedAsText(typeOf(fact, column)) ? `u.${column}::${typeOf(fact, column)} as ${column}` : `u.${column}`,
  )
  return `(
    select distinct on (${keyOf(fact, 'u')}) ${asTyped.join(', ')}, u.removed
    from staged_batch_${fact.table} s,
      unnest(${[...columns, 'removed'].map((column) => `s.${column}`).join(', ')}) with ordinality as u(${columns.join(', ')}, removed, place)
    where s.organisation_id = acting_organisation() and s.run_id = :runId
    order by ${keyOf(fact, 'u')}, s.batch desc, u.place desc) ${alias}`
}

/** Gathers the last words about a fact into a temporary table. @returns how many there are */
export async function gatherWords(writer: Writer, fact: Fact, runId: string): Promise<number> {
  const { gather, analyze } = sqlOf(fact)
  const count = await writer.run(gather, { runId })
  // without it the planner takes a temporary table for some thousand rows, and reads a million for the sake of three
  await writer.run(analyze, {})
  return count
}

/** More for sorting and joining a whole tenancy than an installation gives every query; for this transaction alone. */
export const roomForMerge = statement<object, unknown>(`set local work_mem = '192MB'`)

interface WordsSql {
  gather: Statement<{ runId: string }, unknown>
  analyze: Statement<object, unknown>
}
const known = new Map<string, WordsSql>()

function sqlOf(fact: Fact): WordsSql {
  const before = known.get(fact.table)
  if (before) return before
  const built = {
    gather: statement<{ runId: string }, unknown>(
      `create temporary table ${wordsOf(fact)} on commit drop as select w.* from ${lastWords(fact, 'w')}`,
    ),
    analyze: statement<object, unknown>(`analyze ${wordsOf(fact)}`),
  }
  known.set(fact.table, built)
  return built
}

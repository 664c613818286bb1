import type { Writer } from '../../../platform/database/database.ts'
import { type Statement, statement } from '../../../platform/database/statement.ts'
import { columnsOf, type Fact } from './fact.ts'
import { facts } from './facts.ts'
import { type MergeParams, touchedOf } from './merge.ts'
import { lastWords } from './words.ts'

/** What an edge's rows cannot outlive, where it is read in one piece with it. */
const entityOf = (edge: Fact): Fact | undefined => facts.find(({ table }) => table === edge.hangsOn)

/** The edges that `endOrphans` may end in a run with words about these facts, whether it has words about the edges or not. */
export const edgesOn = (told: ReadonlyMap<Fact, unknown>): Fact[] =>
  facts.filter((edge) => {
    const entity = entityOf(edge)
    return entity !== undefined && told.has(entity)
  })

/**
 * Ends the edges that hang on an entity of which this run's last word is that it is gone, should Graph not say so itself, or
 * have told of them before it told of the end.
 * @param isTold whether the edge's `touchedOf` table is there to note them in
 * @returns how many
 */
export async function endOrphans(writer: Writer, edge: Fact, params: MergeParams, isTold: boolean): Promise<number> {
  const sql = sqlOf(edge)
  return sql ? writer.run(isTold ? sql.told : sql.untold, params) : 0
}

interface OrphanSql {
  told: Statement<MergeParams, unknown>
  untold: Statement<MergeParams, unknown>
}
const known = new Map<string, OrphanSql>()

function sqlOf(edge: Fact): OrphanSql | undefined {
  const entity = entityOf(edge)
  if (!entity) return undefined
  const before = known.get(edge.table)
  if (before) return before
  const built = { told: build(edge, entity, true), untold: build(edge, entity, false) }
  known.set(edge.table, built)
  return built
}

function build(edge: Fact, entity: Fact, isTold: boolean): Statement<MergeParams, unknown> {
  const [key] = Object.keys(entity.key)
  const columns = columnsOf(edge)
  const all = [...columns, 'valid_from', 'opened_by']
  // one that began in this very run was never true
  const closed = `insert into ${edge.table}_history (organisation_id, ${all.join(', ')}, valid_to, closed_by)
      select acting_organisation(), ${all.join(', ')}, :instant, :runId from gone where valid_from < :instant`
  return statement(`
    with gone as (
      delete from ${edge.table} e using (select w.${key} from ${lastWords(entity, 'w')} where w.removed in ('changed', 'deleted')) w
      where e.organisation_id = acting_organisation() and e.${key} = w.${key}
      returning ${all.map((column) => `e.${column}`).join(', ')})${
        isTold
          ? `, closed as (${closed})
    insert into ${touchedOf(edge)} select ${Object.keys(edge.key).join(', ')} from gone`
          : `
    ${closed}`
      }`)
}

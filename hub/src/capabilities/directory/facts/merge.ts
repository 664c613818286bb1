import type { Writer } from '../../../platform/database/database.ts'
import { statement } from '../../../platform/database/statement.ts'
import { columnsOf, type Fact } from './fact.ts'

export interface MergeParams {
  runId: string
  /** the one instant at which everything of this run becomes true */
  instant: Date
}

export interface MergeCounts {
  created: number
  changed: number
  ended: number
}

/**
 * Applies a run's staged rows of one fact: closes what differs into the history and opens the new version, both at the
 * run's instant. With `complete`, everything current that was not staged has vanished: an entity becomes absent, an edge
 * is closed. Without it nothing is concluded from silence.
 */
export async function merge(writer: Writer, fact: Fact, params: MergeParams, complete: boolean): Promise<MergeCounts> {
  const sql = sqlOf(fact)
  await writer.run(sql.latest, params)
  await writer.run(sql.analyze, {})
  const ended = await writer.run(sql.end, params)
  const vanished = complete ? await writer.run(sql.vanish, params) : 0
  const changed = await writer.run(sql.change, params)
  const created = await writer.run(sql.create, params)
  await writer.run(sql.dropLatest, {})
  return { created, changed, ended: ended + vanished }
}

interface MergeSql {
  analyze: ReturnType<typeof statement<object, unknown>>
  latest: ReturnType<typeof statement<MergeParams, unknown>>
  end: ReturnType<typeof statement<MergeParams, unknown>>
  vanish: ReturnType<typeof statement<MergeParams, unknown>>
  change: ReturnType<typeof statement<MergeParams, unknown>>
  create: ReturnType<typeof statement<MergeParams, unknown>>
  dropLatest: ReturnType<typeof statement<object, unknown>>
}

const known = new Map<string, MergeSql>()

function sqlOf(fact: Fact): MergeSql {
  const before = known.get(fact.table)
  if (before) return before
  const built = fact.shape === 'entity' ? entitySql(fact) : edgeSql(fact)
  known.set(fact.table, built)
  return built
}

const keyOf = (fact: Fact, alias: string) =>
  Object.keys(fact.key)
    .map((column) => `${alias}.${column}`)
    .join(', ')
const sameKey = (fact: Fact, a: string, b: string) =>
  Object.keys(fact.key)
    .map((column) => `${a}.${column} = ${b}.${column}`)
    .join(' and ')
const list = (columns: string[], alias?: string) =>
  columns.map((column) => (alias ? `${alias}.${column}` : column)).join(', ')

/** The last staged word about each key, in key order, so that inserts write the index in order (less WAL, as measured). */
const latestSql = (fact: Fact) =>
  statement<MergeParams, unknown>(`
    create temporary table latest on commit drop as
    select distinct on (${keyOf(fact, 's')}) ${list(columnsOf(fact), 's')}, s.removed
    from staged_${fact.table} s where s.organisation_id = acting_organisation() and s.run_id = :runId
    order by ${keyOf(fact, 's')}, s.page desc`)

const around = (fact: Fact) => ({
  analyze: statement<object, unknown>('analyze latest'),
  latest: latestSql(fact),
  dropLatest: statement<object, unknown>('drop table latest'),
})

function edgeSql(fact: Fact): MergeSql {
  const columns = columnsOf(fact)
  const values = Object.keys(fact.values)
  const history = `${fact.table}_history`
  const close = (which: string) => `
    with gone as (
      delete from ${fact.table} c where c.organisation_id = acting_organisation() and ${which}
      returning ${list([...columns, 'valid_from', 'opened_by'], 'c')})
    insert into ${history} (organisation_id, ${list(columns)}, valid_from, opened_by, valid_to, closed_by)
    select acting_organisation(), ${list([...columns, 'valid_from', 'opened_by'], 'gone')}, :instant, :runId from gone`
  return {
    ...around(fact),
    end: statement(
      close(`exists (select from latest l where ${sameKey(fact, 'l', 'c')} and l.removed in ('changed', 'deleted'))`),
    ),
    vanish: statement(close(`not exists (select from latest l where ${sameKey(fact, 'l', 'c')})`)),
    // an edge whose values changed is a new edge under the same key
    change: statement(`
      with changed as (
        select ${list(columns, 'l')} from latest l join ${fact.table} c on c.organisation_id = acting_organisation() and ${sameKey(fact, 'l', 'c')}
        where l.removed is null and (${list(values, 'l')}) is distinct from (${list(values, 'c')})),
      closed as (
        insert into ${history} (organisation_id, ${list(columns)}, valid_from, opened_by, valid_to, closed_by)
        select acting_organisation(), ${list([...columns, 'valid_from', 'opened_by'], 'c')}, :instant, :runId
        from ${fact.table} c join changed on ${sameKey(fact, 'changed', 'c')} where c.organisation_id = acting_organisation())
      update ${fact.table} c set ${values.map((column) => `${column} = changed.${column}`).join(', ')}, valid_from = :instant, opened_by = :runId
      from changed where c.organisation_id = acting_organisation() and ${sameKey(fact, 'changed', 'c')}`),
    create: statement(`
      insert into ${fact.table} (organisation_id, ${list(columns)}, valid_from, opened_by)
      select acting_organisation(), ${list(columns, 'l')}, :instant, :runId from latest l
      where l.removed is null
        and not exists (select from ${fact.table} c where c.organisation_id = acting_organisation() and ${sameKey(fact, 'l', 'c')})
      order by ${keyOf(fact, 'l')}`),
  }
}

function entitySql(fact: Fact): MergeSql {
  const columns = columnsOf(fact)
  const values = Object.keys(fact.values)
  const history = `${fact.table}_history`
  const remembered = [...columns, 'presence', 'valid_from', 'opened_by']
  /** closes the version of every current row in `touched` into the history, then sets what changed */
  const supersede = (touched: string, set: string) => `
    with touched as (${touched}),
    closed as (
      insert into ${history} (organisation_id, ${list(remembered)}, valid_to, closed_by)
      select acting_organisation(), ${list(remembered, 'c')}, :instant, :runId
      from ${fact.table} c join touched on ${sameKey(fact, 'touched', 'c')} where c.organisation_id = acting_organisation())
    update ${fact.table} c set ${set}, valid_from = :instant, opened_by = :runId
    from touched where c.organisation_id = acting_organisation() and ${sameKey(fact, 'touched', 'c')}`
  return {
    ...around(fact),
    end: statement(
      supersede(
        `select ${keyOf(fact, 'l')} from latest l join ${fact.table} t on t.organisation_id = acting_organisation() and ${sameKey(fact, 'l', 't')}
         where l.removed in ('changed', 'deleted') and t.presence <> 'deleted'`,
        `presence = 'deleted'`,
      ),
    ),
    vanish: statement(
      supersede(
        `select ${keyOf(fact, 't')} from ${fact.table} t where t.organisation_id = acting_organisation() and t.presence = 'present'
         and not exists (select from latest l where ${sameKey(fact, 'l', 't')})`,
        `presence = 'absent'`,
      ),
    ),
    change: statement(
      supersede(
        `select ${list(columns, 'l')} from latest l join ${fact.table} t on t.organisation_id = acting_organisation() and ${sameKey(fact, 'l', 't')}
         where l.removed is null
           and ((${list(values, 'l')}) is distinct from (${list(values, 't')}) or t.presence <> 'present')`,
        `${values.map((column) => `${column} = touched.${column}`).join(', ')}, presence = 'present'`,
      ),
    ),
    create: statement(`
      insert into ${fact.table} (organisation_id, ${list(columns)}, presence, valid_from, opened_by)
      select acting_organisation(), ${list(columns, 'l')}, 'present', :instant, :runId from latest l
      where l.removed is null
        and not exists (select from ${fact.table} c where c.organisation_id = acting_organisation() and ${sameKey(fact, 'l', 'c')})
      order by ${keyOf(fact, 'l')}`),
  }
}

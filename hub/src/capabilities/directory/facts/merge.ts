import type { Reader, Writer } from '../../../platform/database/database.ts'
import { type Statement, statement } from '../../../platform/database/statement.ts'
import { columnsOf, type Fact } from './fact.ts'
import { keyOf, lastWords, wordsOf } from './words.ts'

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
 * What a merge opened or closed of a fact, by key: a temporary table that ends with the transaction, so that whoever tells or
 * counts the changes reads these and not the million that stayed.
 */
export const touchedOf = (fact: Fact): string => `touched_${fact.table}`

/** Makes `touchedOf` for this transaction; `merge` does it by itself. */
export const noteTouched = (writer: Writer, fact: Fact): Promise<number> => writer.run(sqlOf(fact).touched, {})

/**
 * Applies the gathered words about one fact (`gatherWords`): closes what differs into the history and opens the new version,
 * both at the run's instant. With `complete`, everything current that was not staged has vanished: an entity becomes absent,
 * an edge is closed. Without it nothing is concluded from silence.
 */
export async function merge(writer: Writer, fact: Fact, params: MergeParams, complete: boolean): Promise<MergeCounts> {
  const sql = sqlOf(fact)
  await noteTouched(writer, fact)
  const ended = await writer.run(sql.end, params)
  const vanished = complete ? await writer.run(sql.vanish, params) : 0
  const changed = await writer.run(sql.change, params)
  const created = await writer.run(sql.create, params)
  await writer.run(sql.analyze, {})
  return { created, changed, ended: ended + vanished }
}

/**
 * The same where nothing is current yet: straight from staging, without gathering, comparing or noting what was touched. The
 * rows begin at an instant after the last merge, so nobody sees them before that instant is the last merge's: several facts may
 * be filled side by side, each in a transaction of its own. What an earlier attempt left is cleared first.
 * @returns how many rows it opened
 */
export async function fill(writer: Writer, fact: Fact, params: MergeParams): Promise<number> {
  const sql = sqlOf(fact)
  await writer.run(sql.clear, {})
  await writer.run(searchableLater, {})
  return writer.run(sql.fill, params)
}

/** Clears what an attempt to fill left that never came to a merge. */
export const clearUnmerged = (writer: Writer, fact: Fact): Promise<number> => writer.run(sqlOf(fact).clear, {})

/** Whether nothing of a fact was merged yet. */
export async function isUnfilled(reader: Reader, fact: Fact): Promise<boolean> {
  return (await reader.first(sqlOf(fact).any, {})) === undefined
}

/**
 * The index of searchable parts of words takes as long to write row by row as all else of a person. What is written in bulk goes
 * to its list of pending entries (PostgreSQL manual, "GIN Fast Update Technique"), is found from there, and is put in order by
 * `Database.tidy` once the merge has been committed. In kB: half a gigabyte.
 */
const searchableLater = statement<object, unknown>(`set local gin_pending_list_limit = 524288`)

interface MergeSql {
  touched: Statement<object, unknown>
  analyze: Statement<object, unknown>
  end: Statement<MergeParams, unknown>
  vanish: Statement<MergeParams, unknown>
  change: Statement<MergeParams, unknown>
  create: Statement<MergeParams, unknown>
  fill: Statement<MergeParams, unknown>
  clear: Statement<object, unknown>
  any: Statement<object, unknown>
}

const known = new Map<string, MergeSql>()

function sqlOf(fact: Fact): MergeSql {
  const before = known.get(fact.table)
  if (before) return before
  const built = { ...aroundSql(fact), ...(fact.shape === 'entity' ? entitySql(fact) : edgeSql(fact)) }
  known.set(fact.table, built)
  return built
}

const lastMerge = `coalesce((select merged_at from directory_state where organisation_id = acting_organisation()), '-infinity')`

const keysOf = (fact: Fact): string[] => Object.keys(fact.key)
const sameKey = (fact: Fact, a: string, b: string) =>
  keysOf(fact)
    .map((column) => `${a}.${column} = ${b}.${column}`)
    .join(' and ')
const list = (columns: string[], alias?: string) =>
  columns.map((column) => (alias ? `${alias}.${column}` : column)).join(', ')

/** What is in an entity's row besides what Graph says of it. */
const stateOf = (fact: Fact) =>
  fact.shape === 'entity' ? { columns: ', presence', values: `, 'present'` } : { columns: '', values: '' }

const aroundSql = (fact: Fact) => {
  const columns = columnsOf(fact)
  const state = stateOf(fact)
  const insert = `insert into ${fact.table} (organisation_id, ${list(columns)}${state.columns}, valid_from, opened_by)`
  return {
    touched: statement<object, unknown>(
      `create temporary table ${touchedOf(fact)} on commit drop as select ${list(keysOf(fact))} from ${fact.table} limit 0`,
    ),
    analyze: statement<object, unknown>(`analyze ${touchedOf(fact)}`),
    create: statement<MergeParams, unknown>(`
      with opened as (
        ${insert}
        select acting_organisation(), ${list(columns, 'w')}${state.values}, :instant, :runId from ${wordsOf(fact)} w
        where w.removed is null
          and not exists (select from ${fact.table} c where c.organisation_id = acting_organisation() and ${sameKey(fact, 'w', 'c')})
        order by ${keyOf(fact, 'w')}
        returning ${list(keysOf(fact))})
      insert into ${touchedOf(fact)} select * from opened`),
    fill: statement<MergeParams, unknown>(`
      ${insert}
      select acting_organisation(), ${list(columns, 'w')}${state.values}, :instant, :runId from ${lastWords(fact, 'w')}
      where w.removed is null`),
    clear: statement<object, unknown>(
      `delete from ${fact.table} where organisation_id = acting_organisation() and valid_from > ${lastMerge}`,
    ),
    any: statement<object, unknown>(
      `select from ${fact.table} where organisation_id = acting_organisation() and valid_from <= ${lastMerge} limit 1`,
    ),
  }
}

function edgeSql(fact: Fact) {
  const columns = columnsOf(fact)
  const values = Object.keys(fact.values)
  const history = `${fact.table}_history`
  const close = (which: string) =>
    statement<MergeParams, unknown>(`
    with gone as (
      delete from ${fact.table} c where c.organisation_id = acting_organisation() and ${which}
      returning ${list([...columns, 'valid_from', 'opened_by'], 'c')}),
    closed as (
      insert into ${history} (organisation_id, ${list(columns)}, valid_from, opened_by, valid_to, closed_by)
      select acting_organisation(), ${list([...columns, 'valid_from', 'opened_by'], 'gone')}, :instant, :runId from gone)
    insert into ${touchedOf(fact)} select ${list(keysOf(fact), 'gone')} from gone`)
  return {
    end: close(
      `(${keyOf(fact, 'c')}) in (select ${keyOf(fact, 'w')} from ${wordsOf(fact)} w where w.removed in ('changed', 'deleted'))`,
    ),
    vanish: close(`not exists (select from ${wordsOf(fact)} w where ${sameKey(fact, 'w', 'c')})`),
    // an edge whose values changed is a new edge under the same key
    change: statement<MergeParams, unknown>(`
      with changed as (
        select ${list(columns, 'w')} from ${wordsOf(fact)} w join ${fact.table} c on c.organisation_id = acting_organisation() and ${sameKey(fact, 'w', 'c')}
        where w.removed is null and (${list(values, 'w')}) is distinct from (${list(values, 'c')})),
      closed as (
        insert into ${history} (organisation_id, ${list(columns)}, valid_from, opened_by, valid_to, closed_by)
        select acting_organisation(), ${list([...columns, 'valid_from', 'opened_by'], 'c')}, :instant, :runId
        from ${fact.table} c join changed on ${sameKey(fact, 'changed', 'c')} where c.organisation_id = acting_organisation()),
      opened as (
        update ${fact.table} c set ${values.map((column) => `${column} = changed.${column}`).join(', ')}, valid_from = :instant, opened_by = :runId
        from changed where c.organisation_id = acting_organisation() and ${sameKey(fact, 'changed', 'c')}
        returning ${list(keysOf(fact), 'c')})
      insert into ${touchedOf(fact)} select * from opened`),
  }
}

function entitySql(fact: Fact) {
  const columns = columnsOf(fact)
  const values = Object.keys(fact.values)
  const history = `${fact.table}_history`
  const remembered = [...columns, 'presence', 'valid_from', 'opened_by']
  /** closes the version of every current row in `changed` into the history, then sets what changed */
  const supersede = (changed: string, set: string) =>
    statement<MergeParams, unknown>(`
    with changed as (${changed}),
    closed as (
      insert into ${history} (organisation_id, ${list(remembered)}, valid_to, closed_by)
      select acting_organisation(), ${list(remembered, 'c')}, :instant, :runId
      from ${fact.table} c join changed on ${sameKey(fact, 'changed', 'c')} where c.organisation_id = acting_organisation()),
    opened as (
      update ${fact.table} c set ${set}, valid_from = :instant, opened_by = :runId
      from changed where c.organisation_id = acting_organisation() and ${sameKey(fact, 'changed', 'c')}
      returning ${list(keysOf(fact), 'c')})
    insert into ${touchedOf(fact)} select * from opened`)
  return {
    end: supersede(
      `select ${keyOf(fact, 'w')} from ${wordsOf(fact)} w join ${fact.table} t on t.organisation_id = acting_organisation() and ${sameKey(fact, 'w', 't')}
       where w.removed in ('changed', 'deleted') and t.presence <> 'deleted'`,
      `presence = 'deleted'`,
    ),
    vanish: supersede(
      `select ${keyOf(fact, 't')} from ${fact.table} t where t.organisation_id = acting_organisation() and t.presence = 'present'
       and not exists (select from ${wordsOf(fact)} w where ${sameKey(fact, 'w', 't')})`,
      `presence = 'absent'`,
    ),
    change: supersede(
      `select ${list(columns, 'w')} from ${wordsOf(fact)} w join ${fact.table} t on t.organisation_id = acting_organisation() and ${sameKey(fact, 'w', 't')}
       where w.removed is null
         and ((${list(values, 'w')}) is distinct from (${list(values, 't')}) or t.presence <> 'present')`,
      `${values.map((column) => `${column} = changed.${column}`).join(', ')}, presence = 'present'`,
    ),
  }
}

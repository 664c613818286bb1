import pg from 'pg'
import { AtriumError } from '../../kernel/errors.ts'
import { isUuid } from '../../kernel/ids.ts'
import { listenOn } from './listen.ts'
import { retryDelay } from './retryable.ts'
import type { Statement } from './statement.ts'

/** Whose rows a transaction may see: row-level security compares every row with these two settings. */
export interface RowScope {
  organisationId?: string | undefined
  accountId?: string | undefined
}

export interface Reader {
  rows<Params extends object, Row>(statement: Statement<Params, Row>, params: Params): Promise<Row[]>
  /** the only row, or undefined; more than one is a defect */
  first<Params extends object, Row>(statement: Statement<Params, Row>, params: Params): Promise<Row | undefined>
}

export interface Writer extends Reader {
  /** how many rows it touched */
  run<Params extends object>(statement: Statement<Params, unknown>, params: Params): Promise<number>
  /** for a library that brings its own SQL into this transaction (pg-boss); our own SQL is a `Statement` */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}

export interface Database {
  /** a read-only transaction over one snapshot */
  read<T>(scope: RowScope, work: (reader: Reader) => Promise<T>): Promise<T>
  /** a transaction; repeated a few times where PostgreSQL says that a repetition may succeed, so `work` must have no other effects */
  write<T>(scope: RowScope, work: (writer: Writer) => Promise<T>): Promise<T>
  /** after a bulk write: puts indexes in order and tells the planner what there is (VACUUM, ANALYZE); outside of any transaction */
  tidy(tables: readonly string[]): Promise<void>
  /** calls back at every NOTIFY on `channel` with its payload, through reconnections; the promise's function ends it */
  listen(channel: string, onNotice: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

const int8 = 20
const date = 1082

export function connectDatabase(
  url: string,
  options: { maxConnections?: number; onError?: (error: Error) => void; application?: string } = {},
): Database {
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') => {
      if (oid === int8) return Number
      if (oid === date) return (text: string) => text
      return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')
    },
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 10,
    types: types as pg.CustomTypesConfig,
    application_name: options.application ?? 'atrium',
  })
  const onError = options.onError ?? (() => undefined)
  pool.on('error', onError)
  // While a transaction holds a connection, the pool does not listen to it, and an error that nobody hears ends the process.
  // The transaction's next statement rejects with it.
  pool.on('connect', (client) => client.on('error', () => undefined))

  async function within<T>(begin: string, scope: RowScope, work: (writer: Writer) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch((cause: unknown) => {
      throw new AtriumError('unavailable', { detail: 'The database does not answer.', cause, retryAfterSeconds: 5 })
    })
    let broken: Error | undefined
    try {
      await client.query(`${begin};${settings(scope)}`)
      const result = await work(writerOver(client))
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch((rollback: Error) => {
        broken = rollback
      })
      throw error
    } finally {
      client.release(broken)
    }
  }

  return {
    read: (scope, work) => within('begin isolation level repeatable read read only', scope, work),
    async write(scope, work) {
      for (let attempt = 0; ; attempt += 1) {
        try {
          return await within('begin', scope, work)
        } catch (error) {
          const delay = retryDelay(error, attempt)
          if (delay === undefined) throw error
          await new Promise((resolve) => setTimeout(resolve, delay))
        }
      }
    },
    async tidy(tables) {
      for (const table of tables) await pool.query(`vacuum (analyze) ${pg.escapeIdentifier(table)}`)
    },
    listen: (channel, onNotice) => listenOn(url, channel, onNotice, onError),
    close: () => pool.end(),
  }
}

function settings({ organisationId, accountId }: RowScope): string {
  const set = (name: string, id: string | undefined): string => {
    if (id === undefined) return ''
    if (!isUuid(id)) throw new TypeError(`${name} must be a UUID`)
    return `set local ${name} = '${id}';`
  }
  return set('app.organisation_id', organisationId) + set('app.account_id', accountId)
}

function writerOver(client: pg.PoolClient): Writer {
  const send = <Params extends object, Row>({ text, names }: Statement<Params, Row>, params: Params) =>
    client.query<Row & pg.QueryResultRow>(
      text,
      names.map((name) => params[name]),
    )
  return {
    rows: async (statement, params) => (await send(statement, params)).rows,
    first: async (statement, params) => {
      const { rows } = await send(statement, params)
      if (rows.length > 1)
        throw new Error(`expected at most one row, found ${rows.length}: ${statement.text.slice(0, 80)}`)
      return rows[0]
    },
    run: async (statement, params) => (await send(statement, params)).rowCount ?? 0,
    executeSql: async (text, values) => ({ rows: (await client.query(text, values)).rows }),
  }
}

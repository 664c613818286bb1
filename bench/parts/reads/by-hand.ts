import pg from 'pg'
import { createDirectory } from '../../../hub/src/capabilities/directory/index.ts'
import { routeOf } from '../../../hub/src/doors/contract/route.ts'
import { inputReader } from '../../../hub/src/doors/rest/input.ts'
import { idSource } from '../../../hub/src/kernel/ids.ts'
import { systemRandom } from '../../../hub/src/kernel/random.ts'
import { systemClock } from '../../../hub/src/kernel/time.ts'
import type { Query } from '../../../hub/src/operation/define.ts'
import type { Database, Reader } from '../../../hub/src/platform/database/database.ts'
import { createLog } from '../../../hub/src/platform/log/log.ts'

/** A statement as the program sends it. */
interface Sent {
  text: string
  values: unknown[]
}

/** The SQL that a read sends, and what it takes when a hand sends it over one connection, as the same role. */
export interface ByHand {
  /** runs the read's operation once, in this process, and keeps what it sends */
  statementsOf(path: string): Promise<Sent[]>
  /** sends them in one transaction. @returns milliseconds of the statements alone */
  send(statements: readonly Sent[]): Promise<number>
  close(): Promise<void>
}

export async function byHand(applicationUrl: string, database: Database, organisationId: string): Promise<ByHand> {
  const client = new pg.Client({ connectionString: applicationUrl, application_name: 'atrium bench by hand' })
  await client.connect()
  const queries = readsOver(database)
  const begin = `begin isolation level repeatable read read only; set local app.organisation_id = '${organisationId}'`
  return {
    async statementsOf(path) {
      const url = new URL(path, 'http://hub')
      const { operation, params } = routed(queries, url.pathname)
      const input = operation.input.parse(
        inputReader(operation)({ path: params, query: url.searchParams, body: undefined }),
      )
      const sent: Sent[] = []
      await database.read({ organisationId }, (reader) =>
        operation.run({ ...contextOf(organisationId), reader: recording(reader, sent) }, input),
      )
      return sent
    },
    async send(statements) {
      await client.query(begin)
      const started = performance.now()
      for (const { text, values } of statements) await client.query(text, values)
      const took = performance.now() - started
      await client.query('commit')
      return took
    },
    close: () => client.end(),
  }
}

function routed(queries: readonly Query[], pathname: string): { operation: Query; params: Record<string, string> } {
  for (const operation of queries) {
    const { path } = routeOf(operation)
    const found = new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(pathname)
    if (found) return { operation, params: { ...found.groups } }
  }
  throw new Error(`no read stands at ${pathname}`)
}

const recording = (reader: Reader, sent: Sent[]): Reader => ({
  rows: (statement, params) => {
    sent.push({ text: statement.text, values: statement.names.map((name) => params[name]) })
    return reader.rows(statement, params)
  },
  first: (statement, params) => {
    sent.push({ text: statement.text, values: statement.names.map((name) => params[name]) })
    return reader.first(statement, params)
  },
})

const contextOf = (organisationId: string) => ({
  organisationId,
  principal: { kind: 'system' as const, id: 'bench', organisationId, scopes: [] },
  requestId: 'bench',
  clock: systemClock,
  newId: idSource(systemClock, systemRandom),
  random: systemRandom,
  log: createLog({ level: 'silent' }),
  signal: new AbortController().signal,
  address: '',
  browser: undefined,
  cursors: { seal: () => '', open: () => undefined },
})

/** The directory's reads alone; whatever a sync would need is refused. */
function readsOver(database: Database): Query[] {
  const refuse = async (): Promise<never> => {
    throw new Error('a benchmark of reads syncs nothing')
  }
  const { operations } = createDirectory({
    database,
    source: { open: refuse, note: refuse },
    clock: systemClock,
    newId: idSource(systemClock, systemRandom),
    log: createLog({ level: 'silent' }),
    auditOwnDeed: refuse,
    transact: refuse,
  })
  return operations.filter((operation): operation is Query => operation.kind === 'query')
}

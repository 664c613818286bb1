import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { Client } from 'pg'
import { startTestCluster, type TestCluster } from './cluster.ts'
import { prepareTemplate, type Template } from './template.ts'

/** A small loopback door in the runner's process through which test files, in workers of their own, get and return databases. */
export interface DatabaseRoom {
  url: string
  close(): Promise<void>
}

/** What a test file is told about its database. */
export interface ClonedDatabase {
  name: string
  adminUrl: string
  applicationUrl: string
}

/** How long a connection that was just closed may take to vanish from the server's list. */
const LEAK_PATIENCE_MS = 2000

/**
 * Opens the door. The cluster and the migrated template are made at the first request, once for all files of the run: a run
 * of files that need no database starts none.
 */
export async function openDatabaseRoom(): Promise<DatabaseRoom> {
  let made: Promise<{ cluster: TestCluster; template: Template; admin: Client }> | undefined
  let count = 0
  const make = async () => {
    const cluster = await startTestCluster()
    const template = await prepareTemplate(cluster.server)
    const admin = new Client({ connectionString: cluster.server.adminUrl, application_name: 'tests: database room' })
    await admin.connect()
    return { cluster, template, admin }
  }

  const answer = async (request: IncomingMessage): Promise<unknown> => {
    made ??= make()
    const { template, admin } = await made
    if (request.method === 'POST') {
      count += 1
      const name = `test_${count}`
      // Copying the files took 46 ms with the drop, replaying through the log 86 ms (60 tables, fsync off).
      await admin.query(`create database ${name} template ${template.name} strategy file_copy`)
      const cloned: ClonedDatabase = {
        name,
        adminUrl: withDatabase(template.adminUrl, name),
        applicationUrl: withDatabase(template.applicationUrl, name),
      }
      return cloned
    }
    const name = new URL(request.url ?? '/', 'http://room').pathname.slice(1)
    if (!/^test_\d+$/.test(name)) throw new Error(`no test database is called ${name}`)
    const leaks = await openConnections(admin, name)
    await admin.query(`drop database if exists ${name} with (force)`)
    return { leaks }
  }

  const server = createServer((request, response) => {
    answer(request).then(
      (body) => response.end(JSON.stringify(body)),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? (error.stack ?? error.message) : ''),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the database room has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.close()
      server.closeAllConnections()
      const open = await made?.catch(() => undefined)
      await open?.admin.end()
      await open?.cluster.remove()
    },
  }
}

/** The connections that are still open after the patience, as sentences; the server offers no event for a disconnect. */
async function openConnections(admin: Client, database: string): Promise<string[]> {
  const deadline = performance.now() + LEAK_PATIENCE_MS
  for (;;) {
    const { rows } = await admin.query<{ leak: string }>(
      `select format('%s (%s): %s', application_name, state, left(query, 200)) as leak
         from pg_stat_activity where datname = $1 and backend_type = 'client backend'`,
      [database],
    )
    if (rows.length === 0 || performance.now() > deadline) return rows.map((row) => row.leak)
    await admin.query('select pg_sleep(0.02)')
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

import { Client } from 'pg'
import { SUPERUSER } from './cluster.ts'

/** The address of a database of the embedded server for its superuser. Holds the password: never log it. */
export function superuserUrl(port: number, password: string, database: string): string {
  return `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}

/**
 * Whether the server behind the address answers with our password and works on this very cluster; another program may
 * meanwhile listen on the port that an old lock file names.
 */
export async function servesCluster(url: string, clusterDir: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const found = await client.query<{ folder: string }>("select current_setting('data_directory') as folder")
    return found.rows[0]?.folder === clusterDir
  } catch {
    return false
  } finally {
    await client.end()
  }
}

/** Creates the database unless it is there. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

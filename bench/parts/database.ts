import { chmod, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../hub/src/platform/postgres/index.ts'

/** An embedded PostgreSQL that survives a power cut, as an installation's does. */
export interface DurableDatabase {
  /** the owner's address */
  url: string
  /** process id of its postmaster */
  pid: number
  /** what the server itself says about its durability */
  durability: Record<string, string>
  /** kills the postmaster with -9, as the system does when memory runs out; its other processes end when they notice */
  kill(): void
  /** starts it again at the same address, through crash recovery */
  restart(): Promise<void>
  remove(): Promise<void>
}

export async function startDatabase(dataDir: string): Promise<DurableDatabase> {
  await mkdir(dataDir, { recursive: true })
  // As root the server runs under another account, which must pass through here.
  for (const folder of [join(dataDir, '..'), dataDir]) await chmod(folder, 0o755)
  let server = await startEmbeddedPostgres({ dataDir })
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  const { rows } = await client.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name`,
  )
  await client.end()
  return {
    url: server.url,
    pid: server.pid,
    durability: Object.fromEntries(rows.map(({ name, setting }) => [name, setting])),
    kill: () => void process.kill(server.pid, 'SIGKILL'),
    async restart() {
      server = await startEmbeddedPostgres({ dataDir, port: server.port })
    },
    async remove() {
      await server.stop()
      await rm(server.folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

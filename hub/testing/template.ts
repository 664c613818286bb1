import { Client } from 'pg'
import { migrate } from '../src/platform/database/migrate.ts'
import type { EmbeddedPostgres } from '../src/platform/postgres/index.ts'

/** The migrated database that every test database is a copy of. */
export interface Template {
  name: string
  adminUrl: string
  applicationUrl: string
}

/** Migrates the cluster's application database once and closes it to connections, which a copy would have to wait for. */
export async function prepareTemplate(server: EmbeddedPostgres): Promise<Template> {
  const { applicationUrl } = await migrate(server.url)
  const name = new URL(server.url).pathname.slice(1)
  const admin = new Client({ connectionString: server.adminUrl })
  await admin.connect()
  try {
    await admin.query(`alter database ${name} with is_template true allow_connections false`)
  } finally {
    await admin.end()
  }
  return { name, adminUrl: server.url, applicationUrl }
}

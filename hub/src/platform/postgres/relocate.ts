import { createHash } from 'node:crypto'
import { basename, join, resolve } from 'node:path'
import { type Account, canReach } from './account.ts'

/** Only root writes here, and every account may pass through: the place for data that cannot lie in root's closed home. */
const SYSTEM_FOLDER = '/var/lib/atrium'

/**
 * The folder that really holds the database. It is the wished one, unless PostgreSQL must run as another account that may not
 * pass through the way to it (a project under root's 0700 home): then a fixed place under /var/lib, the same at every start.
 */
export async function reachableFolder(wished: string, account: Account | undefined): Promise<string> {
  const folder = resolve(wished)
  if (await canReach(account, join(folder, '..'))) return folder
  const mark = createHash('sha256').update(folder).digest('hex').slice(0, 12)
  return join(SYSTEM_FOLDER, `${basename(folder)}-${mark}`)
}

import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { systemCode } from './launch-error.ts'

/** The operating-system account that PostgreSQL runs as. PostgreSQL refuses to run as root. */
export interface Account {
  uid: number
  gid: number
}

/** `nobody` on Debian, Red Hat, Alpine and macOS containers alike; used where no `postgres` account exists. */
const NOBODY: Account = { uid: 65534, gid: 65534 }

/**
 * The account to start PostgreSQL with, or undefined to start it as the present user (who is not root, or is on Windows).
 * As root it is the owner of an existing cluster, else `postgres`, else `nobody`: initdb crashes under a uid without a name.
 */
export async function databaseAccount(clusterDir: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(clusterDir).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  })
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '')
  return accountNamed(accounts, 'postgres') ?? NOBODY
}

/** Finds a name in the text of an `/etc/passwd` (passwd(5): name, password, uid, gid, …). */
export function accountNamed(passwd: string, name: string): Account | undefined {
  for (const line of passwd.split('\n')) {
    const [login, , uid, gid] = line.split(':')
    if (login === name && uid !== undefined && gid !== undefined && uid !== '0') {
      return { uid: Number(uid), gid: Number(gid) }
    }
  }
  return undefined
}

/** Whether the account may pass through every existing folder on the way to `path`, by owner, group and mode. */
export async function canReach(account: Account | undefined, path: string): Promise<boolean> {
  if (account === undefined) return true
  for (let folder = path; ; folder = dirname(folder)) {
    const found = await stat(folder).catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT') return undefined
      throw error
    })
    if (found !== undefined) {
      const bit = found.uid === account.uid ? 0o100 : found.gid === account.gid ? 0o010 : 0o001
      if ((found.mode & bit) === 0) return false
    }
    if (dirname(folder) === folder) return true
  }
}

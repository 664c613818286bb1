import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { accountNamed, canReach } from './account.ts'
import { installedBinaries } from './binaries.ts'
import { explainFolderError } from './launch-error.ts'
import { parsePostmaster } from './postmaster.ts'
import { reachableFolder } from './relocate.ts'
import { serverSettings } from './settings.ts'

const stranger = { uid: 54321, gid: 54321 }
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atrium-rules-'))
  await chmod(folder, 0o755)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the account PostgreSQL runs as', () => {
  test('is found by name, and never root', () => {
    const passwd = 'root:x:0:0:root:/root:/bin/bash\npostgres:x:101:104:PostgreSQL:/var/lib/postgresql:/bin/bash\n'
    expect(accountNamed(passwd, 'postgres')).toEqual({ uid: 101, gid: 104 })
    expect(accountNamed(passwd, 'root')).toBeUndefined()
    expect(accountNamed(passwd, 'nobody')).toBeUndefined()
  })

  test('does not pass through a closed folder, and its data then lies under /var/lib, always in the same place', async () => {
    const closed = join(folder, 'closed')
    await mkdir(closed, { mode: 0o700 })
    const wished = join(closed, 'project', 'database')
    expect(await canReach(stranger, wished)).toBe(false)
    const moved = await reachableFolder(wished, stranger)
    expect(moved).toMatch(/^\/var\/lib\/atrium\/database-[0-9a-f]{12}$/)
    expect(await reachableFolder(wished, stranger)).toBe(moved)
    expect(await reachableFolder(wished, undefined)).toBe(wished)
  })

  test('passes through open folders, those that do not exist yet included', async () => {
    expect(await canReach(stranger, join(folder, 'not', 'yet'))).toBe(true)
  })
})

describe('what the launcher reads and says', () => {
  test('a lock file that is not wholly written names no server', () => {
    expect(parsePostmaster('')).toBeUndefined()
    expect(parsePostmaster('42\n/data\n17\n5433\n\n127.0.0.1\n  1 2\nready   \n')).toEqual({
      pid: 42,
      port: 5433,
      status: 'ready',
    })
  })

  test('a platform without programs is told to bring its own PostgreSQL', async () => {
    await expect(installedBinaries('sunos-sparc')).rejects.toMatchObject({
      code: 'platform_unsupported',
      next: expect.stringContaining('DATABASE_URL'),
    })
  })

  test.each([
    ['EACCES', 'data_unreadable'],
    ['EROFS', 'data_unreadable'],
    ['ENOSPC', 'disk_full'],
    ['EDQUOT', 'disk_full'],
  ])('a folder that fails with %s is refused as %s', (system, code) => {
    expect(explainFolderError(Object.assign(new Error(system), { code: system }), '/data')).toMatchObject({ code })
  })

  test('only a throwaway cluster gives up durability', () => {
    expect(serverSettings(1, 'full')).toMatchObject({ fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' })
    expect(serverSettings(1, 'throwaway')).toMatchObject({ fsync: 'off', full_page_writes: 'off' })
  })
})

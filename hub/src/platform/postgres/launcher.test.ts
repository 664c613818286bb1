import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './index.ts'
import { isAlive, waitUntilGone } from './postmaster.ts'

let folder: string
let started: EmbeddedPostgres[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atrium-launcher-'))
  await chmod(folder, 0o755)
  started = []
})

afterEach(async () => {
  for (const server of started) await server.stop()
  for (const place of new Set([folder, ...started.map((server) => server.folder)])) {
    await rm(place, { recursive: true, force: true })
  }
})

async function start(options: { port?: number; durability?: 'full' } = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'database'), durability: 'throwaway', ...options })
  started.push(server)
  return server
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

describe('the embedded PostgreSQL', () => {
  test('keeps its data from one start to the next', async () => {
    const first = await start()
    await ask(first.url, "create table note as select 'kept' as body")
    await first.stop()
    const second = await start()
    expect(second.adopted).toBe(false)
    expect(await ask(second.url, 'select body from note')).toEqual([{ body: 'kept' }])
  })

  test('a server that outlived its starter is taken over, and stops', async () => {
    const orphan = await start()
    const adopter = await start()
    expect(adopter).toMatchObject({ adopted: true, port: orphan.port, pid: orphan.pid })
    await adopter.stop()
    expect(await isAlive(orphan.pid)).toBe(false)
  })

  test('a killed server is started anew at once, without loss of what was committed', async () => {
    const first = await start({ durability: 'full' })
    await ask(first.url, "create table note as select 'kept' as body")
    process.kill(first.pid, 'SIGKILL')
    expect(await waitUntilGone(first.pid, 5000)).toBe(true)
    const second = await start({ durability: 'full' })
    expect(await ask(second.url, 'select body from note')).toEqual([{ body: 'kept' }])
  })

  test('a lock file whose process id now belongs to another program is stale', async () => {
    const first = await start()
    await first.stop()
    const lock = [process.pid, join(first.folder, 'cluster'), 1, first.port, '', '127.0.0.1', '', 'ready', '']
    await writeFile(join(first.folder, 'cluster', 'postmaster.pid'), lock.join('\n'))
    const second = await start()
    expect(second.adopted).toBe(false)
  })

  test('nobody gets in without the password, and the password is readable to its owner alone', async () => {
    const server = await start()
    const guess = server.url.replace(/:[^:@]+@/, ':guess@')
    await expect(ask(guess, 'select 1')).rejects.toThrow(/password authentication failed/)
    expect((await stat(join(server.folder, 'superuser-password'))).mode & 0o077).toBe(0)
  })

  test('letters outside ASCII have trigrams', async () => {
    const server = await start()
    await ask(server.url, 'create extension pg_trgm')
    expect(await ask(server.url, "select similarity('Дмитрий', 'Дмитри') > 0.5 as similar")).toEqual([
      { similar: true },
    ])
  })

  test('a busy port is refused with the next step', async () => {
    const blocker = createServer()
    const port = await new Promise<number>((resolve) => {
      blocker.listen(0, '127.0.0.1', () => {
        const address = blocker.address()
        resolve(typeof address === 'object' && address !== null ? address.port : 0)
      })
    })
    try {
      await expect(start({ port })).rejects.toMatchObject({ code: 'port_busy', next: expect.stringMatching(/port/) })
    } finally {
      blocker.close()
    }
  })

  test('data of a newer PostgreSQL is refused and left alone', async () => {
    const server = await start()
    await server.stop()
    const mark = join(server.folder, 'cluster', 'PG_VERSION')
    await writeFile(mark, '99\n')
    await expect(start()).rejects.toMatchObject({ code: 'data_newer', message: expect.stringContaining('99') })
    expect(await readFile(mark, 'utf8')).toBe('99\n')
  })

  test('a data folder that is a file is refused with the next step', async () => {
    await writeFile(join(folder, 'database'), '')
    await expect(start()).rejects.toMatchObject({
      code: 'data_unreadable',
      next: expect.stringContaining('--data-dir'),
    })
  })

  test('a lost password file is named', async () => {
    const server = await start()
    await server.stop()
    await rm(join(server.folder, 'superuser-password'))
    await expect(start()).rejects.toMatchObject({ message: expect.stringContaining('superuser-password') })
  })
})

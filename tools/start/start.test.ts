import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { lives, markOf } from './processes.ts'
import { buildHouse, freePort, type House } from './testing/house.ts'

const Answer = z.object({ pid: z.number(), environment: z.record(z.string(), z.string()) })
const postmaster = 'postgres/cluster/postmaster.pid'

let house: House

beforeEach(async () => {
  house = await buildHouse()
})
afterEach(() => house.remove())

async function ask(): Promise<z.infer<typeof Answer>> {
  return Answer.parse(await (await fetch(`http://127.0.0.1:${house.port}/`)).json())
}

describe('npm start', () => {
  test('prints one sign-in link, ends everything when asked, the database last, and continues with the same data', async () => {
    const first = house.start()
    const output = await first.says('Ctrl-C stops everything')
    expect(output).toContain(`http://localhost:${house.port}/sign-in/once`)
    expect(existsSync(join(house.data, postmaster))).toBe(true)
    first.process.kill('SIGINT')
    expect(await first.ended).toMatchObject({ code: 0, output: expect.stringContaining('Stopped.') })
    expect(await readFile(join(house.data, 'order.txt'), 'utf8')).toBe('hub\nsimulator\n')
    expect(existsSync(join(house.data, postmaster))).toBe(false)
    expect(existsSync(join(house.data, 'start.lock'))).toBe(false)
    const second = house.start()
    expect(await second.says('Ctrl-C stops everything')).not.toContain('Making a new database')
  })

  test('tells the hub where everything is, and the simulated cloud only where one runs', async () => {
    const own = house.start()
    await own.says('Ctrl-C stops everything')
    const { environment } = await ask()
    expect(environment).toMatchObject({
      ATRIUM_URL: `http://localhost:${house.port}/`,
      ATRIUM_HOST: '127.0.0.1',
      ATRIUM_DATA_DIR: house.data,
      ATRIUM_REGISTRATIONS: join(house.data, 'simulated-registrations.json'),
      ATRIUM_GRAPH_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    })
    expect(environment).not.toHaveProperty('ATRIUM_DATABASE_ADMIN_URL')
    own.process.kill('SIGTERM')
    await own.ended
    const real = house.start(['--no-simulator'])
    await real.says('Ctrl-C stops everything')
    expect((await ask()).environment).not.toHaveProperty('ATRIUM_MICROSOFT_AUTHORITY')
  })

  test('a second start beside the first says where the first runs and touches nothing', async () => {
    const first = house.start()
    await first.says('Ctrl-C stops everything')
    const before = await readdir(house.data)
    const second = await house.start(['--port', String(await freePort())]).ended
    expect(second).toMatchObject({
      code: 1,
      output: expect.stringContaining(`already runs on this data folder: http://localhost:${house.port}/`),
    })
    expect(await readdir(house.data)).toEqual(before)
    expect((await ask()).pid).toBeGreaterThan(0)
  })

  test('after a kill the next start ends what was left, takes the database over and goes on', async () => {
    const killed = house.start()
    await killed.says('Ctrl-C stops everything')
    const orphan = await markOf((await ask()).pid)
    killed.process.kill('SIGKILL')
    await killed.ended
    const next = house.start()
    expect(await next.says('Ctrl-C stops everything')).toContain('taken over')
    expect(orphan !== undefined && (await lives(orphan))).toBe(false)
  })

  test('when tools/start.mjs above it is killed everything stops', async () => {
    const start = house.start()
    await start.says('Ctrl-C stops everything')
    start.process.disconnect()
    expect((await start.ended).code).toBe(0)
    expect(existsSync(join(house.data, postmaster))).toBe(false)
  })

  test('when the hub dies everything stops, with the end of its log', async () => {
    const start = house.start()
    await start.says('Ctrl-C stops everything')
    await fetch(`http://127.0.0.1:${house.port}/die`).catch(() => undefined)
    const { code, output } = await start.ended
    expect(code).toBe(1)
    expect(output).toContain('the last words of the hub')
    expect(existsSync(join(house.data, postmaster))).toBe(false)
  })

  test("a schema newer than the program is told in the hub's own sentences, without a stack", async () => {
    const { code, output } = await house.start([], { STAND_IN_FAULT: 'schema-newer' }).ended
    expect(code).toBe(1)
    expect(output).toContain('The database is newer.\nStart the newer version again.')
    expect(output).not.toMatch(/\n\s+at /)
    expect(existsSync(join(house.data, postmaster))).toBe(false)
  })

  test('a start that is broken off half-way leaves nothing running', async () => {
    const start = house.start([], { STAND_IN_FAULT: 'never-ready' })
    await start.says('Schema up to date')
    start.process.kill('SIGINT')
    expect((await start.ended).code).toBe(0)
    expect(existsSync(join(house.data, postmaster))).toBe(false)
  })

  test('a busy port is refused before anything starts', async () => {
    const blocker = createServer().listen(house.port, '127.0.0.1')
    try {
      const { code, output } = await house.start().ended
      expect(code).toBe(1)
      expect(output).toContain(`Another program already listens on port ${house.port}`)
      expect(existsSync(join(house.data, 'postgres'))).toBe(false)
    } finally {
      blocker.close()
    }
  })

  test('a data folder that cannot be one is refused with the next step', async () => {
    await mkdir(join(house.data, '..'), { recursive: true })
    await writeFile(house.data, '')
    const { code, output } = await house.start().ended
    expect(code).toBe(1)
    expect(output).toContain('--data-dir DIR')
    expect(output).not.toMatch(/\n\s+at /)
  })

  test.each([
    [['--prot', '1'], '--help'],
    [['--port', 'x'], 'whole number'],
    [['--people', '0'], 'whole number'],
  ])('%j is refused with a hint', async (args, hint) => {
    expect(await house.start(args).ended).toMatchObject({ code: 1, output: expect.stringContaining(hint) })
  })
})

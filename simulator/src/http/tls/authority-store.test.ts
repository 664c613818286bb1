import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keptAuthority } from './authority-store.ts'

const PERMITTED = { names: ['localhost'], addresses: ['127.0.0.1'] }
const OTHERS = { names: ['localhost', 'graph.microsoft.com'], addresses: [] }
const NOW = Date.UTC(2027, 5, 1)
const YEAR = 365 * 24 * 60 * 60 * 1000

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'simulator-')), 'state')
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

const bundle = () => readFileSync(join(folder, 'ca.pem'), 'utf8')
const privateFile = () => join(folder, readdirSync(folder).find((name) => name !== 'ca.pem') ?? '')

describe('a kept authority', () => {
  test('is the same at the next start', async () => {
    const first = await keptAuthority(folder, PERMITTED, NOW)
    expect(await keptAuthority(folder, PERMITTED, NOW + 1)).toEqual(first)
    expect(bundle()).toBe(first.authority.cert)
    expect(readdirSync(folder)).toHaveLength(2)
  })

  test('keeps its key from everybody else on the machine', async () => {
    await keptAuthority(folder, PERMITTED, NOW)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(privateFile()).mode & 0o777).toBe(0o600)
    expect(bundle()).not.toContain('PRIVATE')
  })

  test('is one for all that start at the same moment', async () => {
    const kept = await Promise.all(Array.from({ length: 8 }, () => keptAuthority(folder, PERMITTED, NOW)))
    expect(new Set(kept.map(({ authority }) => authority.key)).size).toBe(1)
    expect(bundle()).toBe(kept[0]?.authority.cert)
    expect(readdirSync(folder)).toHaveLength(2)
  })

  test('stands beside that of a version with other hosts, and clients trust both', async () => {
    const [one, other] = await Promise.all([keptAuthority(folder, PERMITTED, NOW), keptAuthority(folder, OTHERS, NOW)])
    expect(one.authority.cert).not.toBe(other.authority.cert)
    for (const { authority } of [one, other]) expect(bundle()).toContain(authority.cert)
    const again = await keptAuthority(folder, PERMITTED, NOW)
    expect(again).toEqual(one)
    expect(bundle().startsWith(one.authority.cert)).toBe(true)
  })

  test('has a successor long before its end, and is no longer published after it', async () => {
    const { authority: old } = await keptAuthority(folder, PERMITTED, NOW)
    const { authority: next } = await keptAuthority(folder, PERMITTED, NOW + 5 * YEAR)
    expect(bundle()).toBe(next.cert + old.cert)
    await keptAuthority(folder, PERMITTED, NOW + 11 * YEAR)
    expect(bundle()).not.toContain(old.cert)
  })

  test('that is broken, or not valid by today’s clock, is refused with what to do', async () => {
    await keptAuthority(folder, PERMITTED, NOW)
    await expect(keptAuthority(folder, PERMITTED, NOW - YEAR)).rejects.toThrow(/not valid today: remove it/)
    writeFileSync(privateFile(), 'broken')
    await expect(keptAuthority(folder, PERMITTED, NOW)).rejects.toThrow(/no certificate authority.*remove it/)
  })

  test('cannot be kept below a file, which the caller is told', async () => {
    writeFileSync(join(folder, '..', 'file'), '')
    await expect(keptAuthority(join(folder, '..', 'file', 'state'), PERMITTED, NOW)).rejects.toMatchObject({
      syscall: 'mkdir',
    })
  })
})

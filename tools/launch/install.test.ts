import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isInstalled } from './install.mjs'
import { suitableNode } from './run-script.mjs'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'atrium-install-'))
  await mkdir(join(root, 'node_modules'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function lock(file: string, packages: Record<string, object>): Promise<void> {
  await writeFile(join(root, file), JSON.stringify({ packages }))
}

const wanted = {
  '': { version: '1.0.0' },
  hub: { version: '0.1.0' },
  'node_modules/@atrium/hub': { link: true },
  'node_modules/pg': { version: '8.1.0' },
  'node_modules/for-another-platform': { version: '2.0.0', optional: true },
}

describe('whether the packages are installed', () => {
  test('not before the first install, nor after one that was broken off', async () => {
    await lock('package-lock.json', wanted)
    expect(await isInstalled(root)).toBe(false)
  })

  test('when every package lies there in the version of package-lock.json; those of other platforms need not', async () => {
    await lock('package-lock.json', wanted)
    await lock('node_modules/.package-lock.json', { 'node_modules/pg': { version: '8.1.0' } })
    expect(await isInstalled(root)).toBe(true)
  })

  test('not when package-lock.json moved on to another version', async () => {
    await lock('package-lock.json', wanted)
    await lock('node_modules/.package-lock.json', { 'node_modules/pg': { version: '8.0.0' } })
    expect(await isInstalled(root)).toBe(false)
  })
})

describe('the Node that runs the scripts', () => {
  test('is the one that came along', async () => {
    const system = process.platform === 'win32' ? 'win' : process.platform
    const folder = join(root, 'node_modules', `node-${system}-${process.arch}`, 'bin')
    const file = join(folder, process.platform === 'win32' ? 'node.exe' : 'node')
    await mkdir(folder, { recursive: true })
    await writeFile(file, '')
    await chmod(file, 0o755)
    expect(suitableNode(root)).toBe(file)
  })

  test("is the reader's own where none came along", () => {
    expect(suitableNode(root)).toBe(process.execPath)
  })
})

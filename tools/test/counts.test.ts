import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const project = fileURLToPath(new URL('../..', import.meta.url))
let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'atrium-counts-'))
  await symlink(join(project, 'node_modules'), join(root, 'node_modules'))
  await writeFile(join(root, 'package.json'), '{"type":"module"}')
  await mkdir(join(root, 'tests'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

/** Runs the project's own runner over test files that are written for the purpose. */
async function run(files: Record<string, string>): Promise<{ code: number | null; last: string | undefined }> {
  for (const [name, body] of Object.entries(files)) {
    await writeFile(join(root, 'tests', `${name}.test.ts`), `import { beforeAll, test, expect } from 'vitest'\n${body}`)
  }
  const child: ChildProcess = spawn(process.execPath, [join(project, 'tools/test.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, last: output.trim().split('\n').at(-1) }
}

const passing = "test('a', () => { expect(1).toBe(1) })"

test('counts what really happened', async () => {
  const mixed = `${passing}\ntest('b', () => { expect(1).toBe(2) })\ntest.todo('c')`
  expect(await run({ mixed })).toEqual({ code: 1, last: '1 passed, 1 failed, 1 skipped' })
})

test('a file that cannot be loaded and a broken hook are failures', async () => {
  const broken = "throw new Error('not loadable')"
  const hook = `beforeAll(() => { throw new Error('hook') })\n${passing}`
  expect(await run({ passing, broken, hook })).toMatchObject({
    code: 1,
    last: expect.stringMatching(/^1 passed, 2 failed/),
  })
})

test('an error that no test caught is a failure', async () => {
  const late = `${passing}\nqueueMicrotask(() => { throw new Error('late') })`
  expect(await run({ late })).toMatchObject({ code: 1, last: expect.stringMatching(/^1 passed, 1 failed/) })
})

test('a green run is green, and a run of nothing is not', async () => {
  expect(await run({ passing })).toEqual({ code: 0, last: '1 passed, 0 failed, 0 skipped' })
  await rm(join(root, 'tests', 'passing.test.ts'))
  expect((await run({})).code).not.toBe(0)
})

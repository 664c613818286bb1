import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** Runs `npm run atrium -- …` as npm does, without any setting of Atrium's. */
async function atrium(...args: string[]): Promise<{ code: number; out: string }> {
  const launcher = fileURLToPath(new URL('atrium.mjs', import.meta.url))
  const child = spawn(process.execPath, [launcher, ...args], { env: { PATH: process.env.PATH ?? '' }, stdio: 'pipe' })
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)))
  return { out: await text(child.stdout), code: await ended }
}

test.each(['serve', 'work', 'migrate'])('atrium %s is the hub’s program', async (command) => {
  const { code, out } = await atrium(command)
  expect({ code, said: JSON.parse(out) }).toMatchObject({ code: 2, said: { error: { code: 'config_unusable' } } })
})

test('everything else is the command line, which says where the others are', async () => {
  const { code, out } = await atrium('--help')
  expect(code).toBe(0)
  expect(out).toContain('people')
  expect(out).toContain('atrium migrate, atrium serve, atrium work')
})

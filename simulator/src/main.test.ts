import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isObject } from './world/model.ts'

const PROGRAM = fileURLToPath(new URL('./main.ts', import.meta.url))
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulator-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function run(...options: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [PROGRAM, '--people', '30', '--port', '0', ...options])
}

/** The address in the first line of the program's standard output. */
async function listening(program: ChildProcessWithoutNullStreams): Promise<string> {
  const [line] = await once(createInterface(program.stdout), 'line')
  const parsed: unknown = JSON.parse(String(line))
  if (!isObject(parsed) || typeof parsed.listening !== 'string') throw new Error(`Unexpected first line: ${line}`)
  return parsed.listening
}

async function stopped(
  program: ChildProcessWithoutNullStreams,
  signal?: 'SIGTERM' | 'SIGINT',
): Promise<{ code: number; said: string }> {
  let said = ''
  program.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  if (signal) program.kill(signal)
  const [code] = await once(program, 'close')
  return { code: Number(code), said }
}

const state = async (url: string) => (await fetch(`${url}/_control/state`)).text()

describe('the program', () => {
  test('continues with the same tenancy after a restart, and stops at SIGTERM and SIGINT', async () => {
    const first = run('--data-dir', folder)
    const url = await listening(first)
    await fetch(`${url}/_control/random`, { method: 'POST', body: JSON.stringify({ count: 20 }) })
    const before = await state(url)
    expect((await stopped(first, 'SIGTERM')).code).toBe(0)
    const second = run('--data-dir', folder)
    expect(await state(await listening(second))).toBe(before)
    expect((await stopped(second, 'SIGINT')).code).toBe(0)
  })

  test('says what to do about a taken port', async () => {
    const holder = run()
    const url = await listening(holder)
    const { code, said } = await stopped(run('--port', new URL(url).port))
    expect(code).toBe(1)
    expect(said).toContain('choose another --port')
    await stopped(holder, 'SIGTERM')
  })

  test.each([
    [['--people', 'many'], /--people must be a whole number/],
    [['--people', '5'], /--people must be at least 20/],
    [['--registrations', 'nowhere.json'], /nowhere\.json cannot be read as JSON/],
    [['--bogus'], /Unknown option '--bogus'/],
  ])('refuses %j with a sentence', async (options, sentence) => {
    const { code, said } = await stopped(run(...options))
    expect(code).toBe(1)
    expect(said).toMatch(sentence)
  })

  test('says which field of the registrations file is wrong', async () => {
    const file = join(folder, 'registrations.json')
    writeFileSync(
      file,
      JSON.stringify({ publisher: 'P', applications: [{ appId: '5a4e0c68-3c4f-4b3f-8d6f-9a7a3e0a1c01' }] }),
    )
    expect((await stopped(run('--registrations', file))).said).toMatch(/Say `displayName`/)
  })
})

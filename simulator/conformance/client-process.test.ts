import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ClientRun, runClient } from './client-process.ts'
import type { Check } from './results.ts'
import type { Setting } from './setting.ts'

const SETTING: Setting = {
  way: 'direct',
  control: 'http://127.0.0.1:1',
  authority: 'https://localhost:1',
  graph: 'https://localhost:1',
  tenantId: 'tenant',
  domain: 'northhaven.example',
  confidential: {
    appId: 'app',
    displayName: 'Client',
    secret: 'secret',
    redirectUri: 'http://localhost/callback',
    certificate: { file: '', certificate: '', privateKey: '', sha1: '', sha256: '' },
    federation: { issuer: '', subject: '', audience: '', keyId: '', privateKey: '' },
  },
  publicAppId: 'public',
  administrator: { userPrincipalName: 'admin@northhaven.example', password: 'simulated' },
}
const REPORT = `const report = (error) => process.send({ name: 'it works', ok: error === undefined, milliseconds: 1, error })\n`

let folder: string

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'client-process-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a client of which this is the program. */
function run(program: string, more: Partial<ClientRun> = {}) {
  const script = join(folder, 'client.mjs')
  writeFileSync(script, REPORT + program)
  const usual = { environment: {}, minutes: 10, made: () => undefined, signal: new AbortController().signal }
  return runClient({ script, setting: SETTING, folder, ...usual, ...more })
}

describe('a client', () => {
  test('tells of its checks while it runs', async () => {
    const made: Check[] = []
    const { checks } = await run('report()', { made: (check) => made.push(check) })
    expect(checks).toEqual([{ name: 'it works', ok: true, milliseconds: 1 }])
    expect(made).toEqual(checks)
  })

  test('that dies has a failed check beside those that it made, and its last words are kept', async () => {
    const { checks, output } = await run(
      `report(); process.on('exit', () => console.error('alas')); process.exitCode = 3`,
    )
    expect(checks.map(({ name, error }) => [name, error])).toEqual([
      ['it works', undefined],
      ['runs to its end', 'it ended with exit code 3'],
    ])
    expect(output).toBe('alas')
  })

  test('that makes no check has failed', async () => {
    expect((await run('')).checks).toMatchObject([{ ok: false, error: 'it made no check' }])
  })

  test('that takes too long is ended', async () => {
    const { checks } = await run('setInterval(() => undefined, 1000)', { minutes: 0 })
    expect(checks).toMatchObject([{ ok: false, error: 'it was ended after 0 minutes' }])
  })

  test('is ended with what it started when the suite is stopped', async () => {
    const stop = new AbortController()
    const child = `setInterval(() => undefined, 1000)`
    const program = `
      import { spawn } from 'node:child_process'
      const child = spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' })
      child.once('spawn', () => report(String(child.pid)))
      setInterval(() => undefined, 1000)`
    const { checks } = await run(program, { signal: stop.signal, made: () => stop.abort() })
    const pid = Number(checks[0]?.error)
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 20_000 })
  })

  test('has a home, a temporary folder and an environment of its own', async () => {
    vi.stubEnv('AZURE_CLIENT_SECRET', 'of the reader')
    const program = `
      import { homedir, tmpdir } from 'node:os'
      report(JSON.stringify([homedir(), tmpdir(), process.env.AZURE_CLIENT_SECRET ?? null, process.env.HTTPS_PROXY]))`
    const { checks } = await run(program, { environment: { HTTPS_PROXY: 'http://localhost:1' } })
    expect(JSON.parse(checks[0]?.error ?? '')).toEqual([folder, join(folder, 'tmp'), null, 'http://localhost:1'])
    expect(existsSync(join(folder, 'setting.json'))).toBe(true)
  })
})

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ask } from './http/testing/wire.ts'
import { isObject } from './world/model.ts'

const PROGRAM = fileURLToPath(new URL('./main.ts', import.meta.url))
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulator-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function run(...options: string[]): ChildProcessWithoutNullStreams {
  return node([PROGRAM, '--people', '30', '--port', '0', ...options])
}

/** A Node program whose state would go to the test's folder. */
function node(args: string[], environment: Record<string, string> = {}): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, args, { env: { ...process.env, XDG_STATE_HOME: folder, ...environment } })
}

/** The first line of the program's standard output. */
async function firstLine(program: ChildProcessWithoutNullStreams) {
  const [line] = await once(createInterface(program.stdout), 'line')
  const parsed: unknown = JSON.parse(String(line))
  const { listening, secure, ca, environment } = isObject(parsed) ? parsed : {}
  if (typeof listening !== 'string' || !isObject(environment)) throw new Error(`Unexpected first line: ${line}`)
  const variables = Object.entries(environment).map(([name, value]) => [name, String(value)] as const)
  return { listening, secure: String(secure), ca: String(ca), environment: Object.fromEntries(variables) }
}

const listening = async (program: ChildProcessWithoutNullStreams) => (await firstLine(program)).listening

/** What a program that ends by itself has printed. */
async function printed(program: ChildProcessWithoutNullStreams): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of program.stdout) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
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
    [['--other-hosts', 'forward'], /--other-hosts must be refuse or swallow, not forward/],
    [['--bogus'], /Unknown option '--bogus'/],
    [['stop'], /stop is no command/],
    [['env', '--port', '1'], /No simulator answers at http:\/\/127\.0\.0\.1:1/],
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

describe('for its clients, the program', () => {
  const CLIENT = `
    const graph = await fetch('https://graph.microsoft.com/v1.0/users')
    const discovery = 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration'
    const { issuer } = await (await fetch(discovery)).json()
    console.log(JSON.stringify({ status: graph.status, error: (await graph.json()).error.code, issuer }))`

  test('stands in for Microsoft’s hosts in the environment that it prints', async () => {
    const program = run()
    const { environment } = await firstLine(program)
    expect(JSON.parse(await printed(node(['--input-type=module', '-e', CLIENT], environment)))).toEqual({
      status: 401,
      error: 'InvalidAuthenticationToken',
      issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
    })
    await stopped(program, 'SIGTERM')
  })

  test('tells a person and a shell the same three variables', async () => {
    const program = run()
    const said = stopped(program)
    const { listening: url, environment } = await firstLine(program)
    const lines = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'\n`)
    expect(Object.keys(environment)).toEqual(['HTTPS_PROXY', 'NODE_EXTRA_CA_CERTS', 'NODE_USE_ENV_PROXY'])
    expect(await printed(run('env', '--port', new URL(url).port))).toBe(lines.join(''))
    expect(await (await fetch(`${url}/_control/ca.pem`)).text()).toBe(
      readFileSync(environment.NODE_EXTRA_CA_CERTS ?? '', 'utf8'),
    )
    program.kill('SIGTERM')
    for (const [name, value] of Object.entries(environment)) expect((await said).said).toContain(`${name}=${value}\n`)
  })

  test.each([
    ['below the state folder', [], 'simulated-microsoft/ca.pem'],
    ['in --data-dir', ['--data-dir', 'DATA'], 'DATA/ca.pem'],
    ['in --ca-dir', ['--data-dir', 'DATA', '--ca-dir', 'CA'], 'CA/ca.pem'],
  ])('keeps its authority %s from one start to the next', async (_, options, file) => {
    const inFolder = options.map((option) => (option.startsWith('--') ? option : join(folder, option)))
    const first = run(...inFolder)
    const second = run('--ca-dir', join(folder, file, '..'))
    const lines = [await firstLine(first), await firstLine(second)]
    expect(lines.map(({ ca }) => ca)).toEqual([join(folder, file), join(folder, file)])
    expect(readFileSync(join(folder, file), 'utf8').match(/BEGIN CERTIFICATE/g)).toHaveLength(1)
    await Promise.all([stopped(first, 'SIGTERM'), stopped(second, 'SIGTERM')])
  })

  test('does without a folder that cannot be written, and says so', async () => {
    writeFileSync(join(folder, 'file'), '')
    const program = run('--ca-dir', join(folder, 'file', 'below'))
    const said = stopped(program)
    const { secure, ca } = await firstLine(program)
    const reply = await ask(`${secure}/_control/clock`, { ca: readFileSync(ca) })
    program.kill('SIGTERM')
    expect(reply.status).toBe(200)
    expect((await said).said).toMatch(/No certificate authority can be kept in .*file\/below .*--ca-dir/)
    expect(existsSync(ca)).toBe(false)
  })
})

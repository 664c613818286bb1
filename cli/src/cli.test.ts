import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Person, type TestHub, testHub } from '../../hub/testing/index.ts'
import { type Terminal, terminal } from './testing/terminal.ts'

/** The command line against a real hub over HTTP. */
let hub: TestHub
let owner: Person
let key: string
let at: Terminal

beforeAll(async () => {
  hub = await testHub()
  owner = await hub.asOwner()
  key = await owner.apiKey()
  for (let count = 0; count < 3; count += 1) await owner.apiKey(['directory:read'])
  at = await terminal(hub.url)
})
afterAll(async () => {
  at.close()
  await hub.close()
})

const unknown = '0190a000-0000-7000-8000-0000000000ff'

test('a list is a table, with the id first and what it is called next', async () => {
  const { exit, out, err } = await at.atrium('api-keys list', { key })
  expect(exit).toBe(0)
  const [titles = '', ...rows] = out.trimEnd().split('\n')
  expect(titles).toMatch(/^API KEY ID {2,}NAME {2,}/)
  expect(rows).toHaveLength(4)
  expect(rows[0]).toMatch(/^[0-9a-f-]{36} {2}A test/)
  expect(err).toBe('4 shown.\n')
})

test('a table ends where the screen does', async () => {
  const { out } = await at.atrium('api-keys list', { key, width: 50 })
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBe(50)
})

test('--json is the answer as it came, and --all every page of it', async () => {
  const first = JSON.parse((await at.atrium('api-keys list --limit 2 --json', { key })).out)
  expect(first).toMatchObject({ items: [{}, {}], nextCursor: expect.any(String) })
  const all = JSON.parse((await at.atrium('api-keys list --limit 2 --all --json', { key })).out)
  expect(all.items).toHaveLength(4)
  expect(all.nextCursor).toBeNull()
})

test('where there is more, it says how to go on', async () => {
  const { err } = await at.atrium('api-keys list --limit 2', { key })
  expect(err).toMatch(/^2 shown\.\nThere are more: add --all, or --cursor \S+\n$/)
})

test('--csv is the whole list, by the same columns as at the console', async () => {
  const { out } = await at.atrium('api-keys list --csv', { key })
  expect(out.trimEnd().split('\r\n')).toHaveLength(5)
  expect(out).toMatch(/^apiKeyId,name,/)
})

test('a past instant and filters go along; an empty list says so', async () => {
  const { exit, out, err } = await at.atrium(
    'people list --department Sales --as-of 2026-03-01 --state active --include-guests',
    { key },
  )
  expect([exit, out, err]).toEqual([0, '', 'Nothing matches.\n'])
})

test('one thing is a sheet', async () => {
  const { exit, out } = await at.atrium('organisations show', { key })
  expect(exit).toBe(0)
  expect(out).toMatch(/^organisation id {2,}[0-9a-f-]{36}$/m)
  expect(out).toMatch(/^name {2,}My organisation$/m)
})

test('what changes something is said to do so, and takes what it needs as flags', async () => {
  const help = await at.atrium('organisations rename --help')
  expect(help.out).toContain('(reversible)')
  expect(await at.atrium(['organisations', 'rename', '--name', 'Works'], { key })).toMatchObject({ exit: 0 })
  expect((await at.atrium('organisations show', { key })).out).toContain('Works')
})

test.each([
  ['an unknown id', `people show ${unknown}`, 5, /no such person.*\n.*identifier/s],
  ['no id', 'people show', 2, /missing required argument 'person-id'/],
  ['a wrong value', 'people list --limit many', 2, /^Something .*\nlimit: .*\nCorrect/s],
  ['a wrong choice', 'people list --state gone', 2, /Allowed are active, blocked, deleted, absent/],
  ['an unknown flag', 'people list --departmnet x', 2, /Did you mean --department/],
  ['an unknown command', 'peple list', 2, /Did you mean people/],
  [
    'a secret in the open',
    'connections connect-own --directory a.example --application-id x --client-secret s3',
    2,
    /is a secret.*@FILE/s,
  ],
])('%s ends with its own exit code and a next step', async (_, command, exit, sentence) => {
  const result = await at.atrium(command, { key })
  expect(result).toMatchObject({ exit, out: '' })
  expect(result.err).toMatch(sentence)
})

test('a key without the scope is told which one is missing', async () => {
  const reader = await owner.apiKey(['directory:read'])
  expect(await at.atrium('connections list', { key: reader })).toMatchObject({ exit: 4, out: '' })
})

test('without a key it says how to get in', async () => {
  const { exit, err } = await at.atrium('people list')
  expect([exit, err.trimEnd().split('\n').at(-1)]).toEqual([3, 'Run `atrium login`, or set ATRIUM_API_KEY.'])
})

test('login tries the key, keeps it for this person alone, and it works from then on', async () => {
  expect(await at.atrium('login', { input: 'atr_wrong\n' })).toMatchObject({ exit: 3 })
  const { exit, err } = await at.atrium('login', { input: `${key}\n` })
  expect([exit, err]).toEqual([0, expect.stringContaining('The key works')])
  expect(err).not.toContain(key)
  expect(statSync(join(at.folder, '.config/atrium/login.json')).mode & 0o777).toBe(0o600)
  expect(await at.atrium('people counts')).toMatchObject({ exit: 0 })
})

test('nobody there, or somebody else there, is said in words', async () => {
  expect(await at.atrium('people list --url http://127.0.0.1:9', { key })).toMatchObject({
    exit: 8,
    err: expect.stringContaining('npm start'),
  })
  expect(await at.atrium('people list --url nonsense', { key })).toMatchObject({ exit: 2 })
})

test('the audit log is exported to a new file, and proved without the server', async () => {
  const file = join(at.folder, 'audit.ndjson')
  const exported = await at.atrium(`audit export --out ${file}`, { key })
  expect(exported).toMatchObject({ exit: 0, err: expect.stringContaining('atrium audit verify') })
  expect(await at.atrium(`audit export --out ${file}`, { key })).toMatchObject({ exit: 2 })
  const verified = await at.atrium(`audit verify ${file}`)
  expect(verified).toMatchObject({ exit: 0, out: expect.stringContaining('This export verifies') })

  const altered = join(at.folder, 'altered.ndjson')
  writeFileSync(altered, readFileSync(file, 'utf8').replace(/"at":"20/, '"at":"19'))
  expect(await at.atrium(`audit verify ${altered}`)).toMatchObject({
    exit: 1,
    out: '',
    err: expect.stringMatching(/^This export does NOT verify\./),
  })
})

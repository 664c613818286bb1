import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../testing/index.ts'
import { systemRandom } from '../../kernel/random.ts'
import { minutes, settableClock } from '../../kernel/time.ts'
import { connectDatabase, type Database } from '../database/database.ts'
import { statement } from '../database/statement.ts'
import { createVault, fileKeyEncryption, type KeyEncryption, type Place, type Vault } from './index.ts'

const acme = '0197a000-0000-7000-8000-00000000000a'
const rival = '0197a000-0000-7000-8000-00000000000b'
const fresh = '0197a000-0000-7000-8000-00000000000c'
const raced = '0197a000-0000-7000-8000-00000000000d'
const place: Place = { table: 'connection_grant', column: 'client_secret', row: 'grant-1' }
const clock = settableClock(new Date('2026-03-01T08:00:00Z'))

const insertOrganisation = statement<{ organisationId: string }, unknown>(`
  insert into organisation (organisation_id, name, created_at) values (:organisationId, 'An organisation', '2026-01-01')`)
const copyKeyAsVersion2 = statement<{ wrapped: Uint8Array }, unknown>(`
  insert into data_key (organisation_id, version, wrapped, wrapped_by, created_at)
  select organisation_id, 2, :wrapped, wrapped_by, created_at from data_key where version = 1`)
const wrappedKey = statement<Record<string, never>, { wrapped: Uint8Array }>(
  'select wrapped from data_key where version = 1',
)
const replaceKey = statement<{ wrapped: Uint8Array }, unknown>(
  'update data_key set wrapped = :wrapped where version = 1',
)

let cloned: TestDatabase
let database: Database
let folder: string
let keyEncryption: KeyEncryption
let vault: Vault

beforeAll(async () => {
  cloned = await testDatabase()
  database = connectDatabase(cloned.applicationUrl)
  folder = await mkdtemp(join(tmpdir(), 'atrium-vault-'))
  keyEncryption = await fileKeyEncryption(folder)
  vault = createVault({ keyEncryption, random: systemRandom, clock })
  for (const organisationId of [acme, rival, fresh, raced])
    await database.write({ organisationId }, (writer) => writer.run(insertOrganisation, { organisationId }))
})
afterAll(async () => {
  await database.close()
  await cloned.drop()
  await rm(folder, { recursive: true })
})

const seal = (organisationId: string, plaintext: string, at = place) =>
  database.write({ organisationId }, (writer) => vault.seal(writer, organisationId, at, plaintext))
const open = (organisationId: string, sealed: Uint8Array, at = place, by = vault) =>
  database.read({ organisationId }, (reader) => by.openText(reader, organisationId, at, sealed))

test('what was sealed opens in its place', async () => {
  expect(await open(acme, await seal(acme, 'Grüße, geheim'))).toBe('Grüße, geheim')
})

test('the empty secret and raw bytes open as they were', async () => {
  expect(await open(acme, await seal(acme, ''))).toBe('')
  const bytes = Uint8Array.of(0, 255, 10, 128)
  const opened = await database.write({ organisationId: acme }, async (writer) =>
    vault.open(writer, acme, place, await vault.seal(writer, acme, place, bytes)),
  )
  expect([...opened]).toEqual([...bytes])
})

test('the same secret sealed twice looks different, and never like itself', async () => {
  const [one, two] = [await seal(acme, 'the-secret-text'), await seal(acme, 'the-secret-text')]
  expect(Buffer.from(one).equals(two)).toBe(false)
  expect(Buffer.from(one).includes('the-secret-text')).toBe(false)
})

describe('a ciphertext does not open', () => {
  const moved = { code: 'does_not_open' }
  test('in another organisation', async () => {
    await seal(rival, 'its own')
    await expect(open(rival, await seal(acme, 'x'))).rejects.toMatchObject(moved)
  })
  test.each([
    ['row', { ...place, row: 'grant-2' }],
    ['column', { ...place, column: 'refresh_token' }],
    ['table', { ...place, table: 'session' }],
  ])('in another %s', async (_, elsewhere) => {
    await expect(open(acme, await seal(acme, 'x'), elsewhere)).rejects.toMatchObject(moved)
  })
  test('under another key version, even one that holds the same key', async () => {
    const sealed = await seal(acme, 'x')
    const context = { organisation: acme, keyVersion: '1' }
    await database.write({ organisationId: acme }, async (writer) => {
      const row = await writer.first(wrappedKey, {})
      if (!row) throw new Error('there is a key')
      const same = await keyEncryption.unwrap(row.wrapped, context)
      await writer.run(copyKeyAsVersion2, { wrapped: await keyEncryption.wrap(same, { ...context, keyVersion: '2' }) })
    })
    const relabelled = Uint8Array.from(sealed)
    relabelled[4] = 2
    await expect(open(acme, relabelled)).rejects.toMatchObject(moved)
    expect(await open(acme, sealed), 'its own version still opens it').toBe('x')
    expect((await seal(acme, 'y'))[4], 'the newest version seals').toBe(2)
  })
  test('with any one byte altered', async () => {
    const sealed = await seal(acme, 'x')
    for (const index of sealed.keys()) {
      const altered = Uint8Array.from(sealed)
      altered[index] = (altered[index] ?? 0) ^ 1
      await expect(open(acme, altered), `byte ${index}`).rejects.toMatchObject({ name: 'VaultError' })
    }
  })
  test('when cut short', async () => {
    const sealed = await seal(acme, 'x')
    for (const length of [0, 1, 20, 60, sealed.length - 1])
      await expect(open(acme, sealed.subarray(0, length)), `${length} bytes`).rejects.toMatchObject(moved)
  })
  test('with a data key copied from another organisation', async () => {
    const sealed = await seal(rival, 'x')
    const own = await database.read({ organisationId: rival }, (reader) => reader.first(wrappedKey, {}))
    const foreign = await database.read({ organisationId: acme }, (reader) => reader.first(wrappedKey, {}))
    if (!own || !foreign) throw new Error('both have a key')
    const put = (wrapped: Uint8Array) =>
      database.write({ organisationId: rival }, (writer) => writer.run(replaceKey, { wrapped }))
    await put(foreign.wrapped)
    await expect(open(rival, sealed)).rejects.toMatchObject(moved)
    await put(own.wrapped)
    expect(await open(rival, sealed)).toBe('x')
  })
})

test('an error names the place and never the secret', async () => {
  const sealed = await seal(acme, 'do-not-tell')
  const error: unknown = await open(acme, sealed, { ...place, row: 'grant-2' }).catch((thrown: unknown) => thrown)
  expect(String(error)).toContain('connection_grant.client_secret of row grant-2')
  expect(String(error)).not.toContain('do-not-tell')
})

test('a data key made in a transaction that rolled back is never used again', async () => {
  const lost = database.write({ organisationId: fresh }, async (writer) => {
    await vault.seal(writer, fresh, place, 'one')
    await vault.seal(writer, fresh, place, 'two')
    throw new Error('rolled back')
  })
  await expect(lost).rejects.toThrow('rolled back')
  const sealed = await seal(fresh, 'three')
  const afterRestart = createVault({ keyEncryption, random: systemRandom, clock })
  expect(await open(fresh, sealed, place, afterRestart)).toBe('three')
})

test('two first seals at once, and a preparation, agree on one data key', async () => {
  const [one, two] = await Promise.all([seal(raced, 'one'), seal(raced, 'two'), vault.prepare(database, raced)])
  expect([await open(raced, one), await open(raced, two)]).toEqual(['one', 'two'])
})

test('a prepared organisation seals and opens without asking the key-encryption, until the memory lapses', async () => {
  let asked = 0
  const counting: KeyEncryption = {
    ...keyEncryption,
    unwrap: (wrapped, context) => {
      asked += 1
      return keyEncryption.unwrap(wrapped, context)
    },
  }
  const counted = createVault({ keyEncryption: counting, random: systemRandom, clock })
  await counted.prepare(database, acme)
  const sealed = await database.write({ organisationId: acme }, (writer) => counted.seal(writer, acme, place, 'x'))
  await open(acme, sealed, place, counted)
  expect(asked).toBe(1)
  clock.advance(minutes(6))
  await open(acme, sealed, place, counted)
  expect(asked).toBe(2)
})

test('secrets of another key-encryption key say which key is missing', async () => {
  const sealed = await seal(acme, 'x')
  const elsewhere = await fileKeyEncryption(join(folder, 'elsewhere'))
  const stranger = createVault({ keyEncryption: elsewhere, random: systemRandom, clock })
  const error: unknown = await open(acme, sealed, place, stranger).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'other_key_encryption' })
  expect(String(error)).toContain(keyEncryption.id)
})

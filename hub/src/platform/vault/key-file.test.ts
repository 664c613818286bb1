import { createPublicKey, verify } from 'node:crypto'
import { chmod, copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemRandom } from '../../kernel/random.ts'
import { installationKeys } from './installation-keys.ts'
import { keyFile } from './key-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atrium-keys-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('a key is made once, for its owner only, and is the same ever after', async () => {
  const first = await keyFile(folder, 'cursor', systemRandom)
  expect(first).toHaveLength(32)
  expect(await keyFile(folder, 'cursor', systemRandom)).toEqual(first)
  expect((await stat(join(folder, 'cursor.key'))).mode & 0o777).toBe(0o600)
})

test('of many that start together all get the same key, and no draft is left', async () => {
  const made = await Promise.all(Array.from({ length: 20 }, () => keyFile(folder, 'lookup', systemRandom)))
  expect(new Set(made.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1)
  expect(await readdir(folder)).toEqual(['lookup.key'])
})

test('a key that others may read is refused with the command that mends it', async () => {
  await keyFile(folder, 'cursor', systemRandom)
  await chmod(join(folder, 'cursor.key'), 0o640)
  await expect(keyFile(folder, 'cursor', systemRandom)).rejects.toThrow(/chmod 600 .*cursor\.key/)
})

test('a damaged key is refused and kept', async () => {
  const path = join(folder, 'cursor.key')
  await writeFile(path, 'atrium-key-1 cursor tooshort\n', { mode: 0o600 })
  await expect(keyFile(folder, 'cursor', systemRandom)).rejects.toMatchObject({ code: 'key_file_damaged' })
  expect(await readFile(path, 'utf8')).toContain('tooshort')
})

test('one key does not stand in for another', async () => {
  await keyFile(folder, 'cursor', systemRandom)
  await copyFile(join(folder, 'cursor.key'), join(folder, 'lookup.key'))
  await expect(keyFile(folder, 'lookup', systemRandom)).rejects.toMatchObject({ code: 'key_file_damaged' })
})

test('a folder that cannot be made is a sentence with the next step', async () => {
  await writeFile(join(folder, 'file'), '')
  const refused = keyFile(join(folder, 'file', 'keys'), 'cursor', systemRandom)
  await expect(refused).rejects.toMatchObject({ code: 'key_file_unreadable' })
  await expect(refused).rejects.toThrow(/ENOTDIR.*account that runs Atrium/)
})

test('the installation signs, and whoever has the public key can check it', async () => {
  const { signing } = await installationKeys(folder)
  const message = Buffer.from('a checkpoint')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: signing.publicKey }, format: 'jwk' })
  const signature = Buffer.from(signing.sign(message), 'base64url')
  expect(verify(null, message, key, signature)).toBe(true)
  expect(verify(null, Buffer.from('another'), key, signature)).toBe(false)
  expect((await installationKeys(folder)).signing.fingerprint).toBe(signing.fingerprint)
})

test('a value is looked up by kind and value, and by nobody without the key', async () => {
  const keys = await installationKeys(folder)
  const other = await installationKeys(join(folder, 'other'))
  const value = '5f1d0000-0000-4000-8000-000000000001'
  expect(keys.lookupHmac('tenancy', value)).toEqual(keys.lookupHmac('tenancy', value))
  expect(keys.lookupHmac('tenancy', value)).not.toEqual(keys.lookupHmac('application', value))
  expect(keys.lookupHmac('tenancy', value)).not.toEqual(other.lookupHmac('tenancy', value))
})

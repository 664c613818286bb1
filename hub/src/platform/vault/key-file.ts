import { link, mkdir, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { type Random, randomToken } from '../../kernel/random.ts'
import { keyBytes } from './aead.ts'
import { VaultError } from './vault-error.ts'

/** Each key is 256 random bits in a file of its own, named inside too, so that one cannot stand in for another. */
export type KeyName = 'key-encryption' | 'signing' | 'cursor' | 'lookup'

const shape = /^atrium-key-1 ([a-z-]+) ([A-Za-z0-9_-]{43})\n$/

/**
 * The key's bytes. Made at the first use: readable by its owner only, whole or not at all, and by one of several
 * processes that start together.
 *
 * @throws VaultError where the file cannot be read or written, is open to other accounts, or is no such key.
 */
export async function keyFile(folder: string, name: KeyName, random: Random): Promise<Uint8Array> {
  const path = join(folder, `${name}.key`)
  const present = await read(path, name)
  if (present) return present
  await make(folder, path, name, random)
  const made = await read(path, name)
  if (!made) throw unreadable(path)
  return made
}

async function read(path: string, name: KeyName): Promise<Uint8Array | undefined> {
  let text: string
  try {
    const file = await open(path, 'r')
    try {
      const { mode } = await file.stat()
      // Windows has no such bits
      if (process.platform !== 'win32' && mode & 0o077)
        throw new VaultError(
          'key_file_too_open',
          `The key file ${path} can be read by other accounts of this machine.`,
          `Run: chmod 600 ${path}. If others may have read it, treat the key as known to them.`,
        )
      text = await file.readFile('utf8')
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof VaultError) throw error
    if (systemCode(error) === 'ENOENT') return undefined
    throw unreadable(path, error)
  }
  const [, found, key] = shape.exec(text) ?? []
  if (found !== name || key === undefined)
    throw new VaultError(
      'key_file_damaged',
      `The key file ${path} is not a key named ${name}.`,
      'Restore it from a backup. Do not delete it: what it encrypted or signed cannot be had without it.',
    )
  return Buffer.from(key, 'base64url')
}

/** Written beside and linked into place, so that no reader meets half a file and no key replaces another. */
async function make(folder: string, path: string, name: KeyName, random: Random): Promise<void> {
  const draft = `${path}.${process.pid}.${Buffer.from(random.bytes(6)).toString('hex')}`
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(`atrium-key-1 ${name} ${randomToken(random, keyBytes)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await link(draft, path).catch((error: unknown) => {
      if (systemCode(error) !== 'EEXIST') throw error
    })
    await syncFolder(folder)
  } catch (error) {
    throw new VaultError(
      'key_file_unreadable',
      `The key file ${path} could not be written (${systemCode(error) ?? 'unknown reason'}).`,
      'Let the account that runs Atrium write to that folder, or choose another with --data-dir.',
      error,
    )
  } finally {
    await unlink(draft).catch(() => undefined)
  }
}

/** The name survives a power cut only once its folder is on disk too; Windows cannot open folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

const unreadable = (path: string, cause?: unknown): VaultError =>
  new VaultError(
    'key_file_unreadable',
    `The key file ${path} cannot be read (${systemCode(cause) ?? 'it vanished'}).`,
    'Let the account that runs Atrium read it, or start Atrium as the account that owns it.',
    cause,
  )

const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

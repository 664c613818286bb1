import { chmod, mkdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Refusal } from './messages.ts'

/** Makes the data folder and its log folder. Throws a Refusal when they cannot be written. */
export async function prepareDataFolder(dataDir: string): Promise<string> {
  const logFolder = join(dataDir, 'logs')
  try {
    await mkdir(logFolder, { recursive: true, mode: 0o700 })
    // The embedded database of a start as root runs under another account, which must pass through the data folder.
    if (process.getuid?.() === 0) await chmod(dataDir, 0o711)
    await chmod(logFolder, 0o700)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      throw new Refusal(
        `The disk that holds ${dataDir} is full.`,
        'Free at least 500 MB there, or choose another --data-dir.',
        { cause },
      )
    }
    throw new Refusal(
      `The data folder ${dataDir} cannot be read or written by this user.`,
      'Start as the user who owns it, change its owner, or choose another folder: npm start -- --data-dir DIR',
      { cause },
    )
  }
  return logFolder
}

/** Throws a Refusal when somebody already listens on the port, before anything is started. */
export async function requireFreePort(port: number): Promise<void> {
  const probe = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject)
      probe.listen(port, '127.0.0.1', resolve)
    })
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'EACCES') {
      throw new Refusal(
        `This user may not listen on port ${port}.`,
        'Choose a port above 1023: npm start -- --port 7400',
        { cause },
      )
    }
    throw new Refusal(
      `Another program already listens on port ${port}.`,
      `End that program, or choose another port: npm start -- --port ${port === 65_535 ? 7400 : port + 1}`,
      { cause },
    )
  } finally {
    probe.close()
  }
}

import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { Failure, usageExit } from './failure.ts'
import type { Io } from './io.ts'

/** What `atrium login` keeps: the key of each address. */
const Kept = z.object({ url: z.string(), keys: z.record(z.string(), z.string()) })

const defaultUrl = 'http://localhost:7400'

export interface Settings {
  /** without a slash at its end */
  url: string
  key: string | undefined
}

export const settingsPath = ({ env }: Pick<Io, 'env'>): string =>
  env.ATRIUM_CONFIG ?? join(env.XDG_CONFIG_HOME ?? join(env.HOME ?? homedir(), '.config'), 'atrium', 'login.json')

/** The address and the key: of the option, else the environment, else what `login` kept. */
export async function readSettings(io: Io, urlOption: string | undefined): Promise<Settings> {
  const kept = await readKept(io)
  const url = addressOf(urlOption ?? io.env.ATRIUM_URL ?? kept?.url ?? defaultUrl)
  return { url, key: io.env.ATRIUM_API_KEY ?? kept?.keys[url] }
}

/** Keeps the key for nobody else to read. */
export async function keepKey(io: Io, url: string, key: string): Promise<string> {
  const path = settingsPath(io)
  const kept = await readKept(io)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeFile(path, `${JSON.stringify({ url, keys: { ...kept?.keys, [url]: key } }, null, 2)}\n`, { mode: 0o600 })
  // the mode above counts only for a new file
  await chmod(path, 0o600)
  return path
}

async function readKept(io: Io): Promise<z.output<typeof Kept> | undefined> {
  const path = settingsPath(io)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const unreadable = new Failure(`${path} is not what \`atrium login\` wrote.`, {
    next: 'Remove it and run `atrium login` again.',
    exit: usageExit,
  })
  try {
    return Kept.parse(JSON.parse(text))
  } catch {
    throw unreadable
  }
}

export function addressOf(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new Failure(`${text} is no address.`, { next: 'Give one like https://atrium.example.org.', exit: usageExit })
  return text.replace(/\/+$/, '')
}

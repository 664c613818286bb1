import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import pg from 'pg'
import type { Random } from '../../src/kernel/random.ts'
import { systemRandom } from '../../src/kernel/random.ts'
import { type MicrosoftPorts, systemPorts } from '../../src/microsoft/index.ts'
import type { Asking } from './connect.ts'

/** A source of randomness that remembers every 256 bits it gave: session and link tokens, API keys, data keys, verifiers. */
export function rememberedRandom(): { random: Random; given: Uint8Array[] } {
  const given: Uint8Array[] = []
  const bytes = (count: number): Uint8Array => {
    const made = systemRandom.bytes(count)
    if (count === 32) given.push(made)
    return made
  }
  return { random: { bytes }, given }
}

const secretFields = ['client_secret', 'client_assertion', 'code', 'code_verifier']
const tokenFields = ['access_token', 'id_token', 'refresh_token']

/** Ports to Microsoft that note every credential that goes there and every token that comes back; waits are not waited. */
export function overheardPorts(): { ports: MicrosoftPorts; heard: Set<string> } {
  const heard = new Set<string>()
  const note = (value: unknown): void => {
    if (typeof value === 'string' && value.length > 0) heard.add(value)
  }
  const overheard: typeof fetch = async (address, init) => {
    const body = init?.body
    if (body instanceof URLSearchParams || typeof body === 'string')
      for (const field of secretFields) note(new URLSearchParams(body).get(field))
    const response = await fetch(address, init)
    if (!String(address).endsWith('/token')) return response
    const answer: unknown = await response
      .clone()
      .json()
      .catch(() => undefined)
    for (const [name, value] of Object.entries(answer instanceof Object ? answer : {}))
      if (tokenFields.includes(name)) note(value)
    return response
  }
  const sleep = async (_: number, signal?: AbortSignal) => signal?.throwIfAborted()
  return { ports: { ...systemPorts, fetch: overheard, sleep }, heard }
}

/** Something that was written or answered: where, and all of its text. */
export interface Written {
  where: string
  text: string
}

/** Asks as before, and keeps every answer: its headers but the cookies, which are a secret's right place, and its body. */
export function keepingAnswers(asking: Asking, kept: Written[]): Asking {
  return {
    async ask(path, init = {}) {
      const response = await asking.ask(path, init)
      const headers = [...response.headers].filter(([name]) => name !== 'set-cookie')
      const text = `${headers.map((one) => one.join(': ')).join('\n')}\n${await response.clone().text()}`
      kept.push({ where: `${init.method ?? 'GET'} ${path.split('?')[0]}`, text })
      return response
    },
  }
}

/** Every row of every table, pg-boss's too, as JSON. */
export async function allRows(adminUrl: string): Promise<Written[]> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'tests: all rows' })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`)
    const written: Written[] = []
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string | null }>(
        `select string_agg(to_jsonb(t)::text, e'\\n') as text from ${name} t`,
      )
      written.push({ where: `table ${name}`, text: rows[0]?.text ?? '' })
    }
    return written
  } finally {
    await client.end()
  }
}

/** Every file below a folder, except below one. */
export async function allFiles(folder: string, except: string): Promise<Written[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const wanted = paths.filter((path) => relative(except, path).startsWith('..'))
  return Promise.all(
    wanted.map(async (path) => ({ where: `file ${relative(folder, path)}`, text: await readFile(path, 'latin1') })),
  )
}

/** A secret in the forms in which somebody could carelessly write it. */
export function formsOf(secret: string | Uint8Array): string[] {
  const bytes = Buffer.from(secret)
  const encoded = (['hex', 'base64', 'base64url'] as const).map((encoding) => bytes.toString(encoding))
  const open = encoded.map((form) => form.replace(/=+$/, ''))
  if (typeof secret !== 'string') return [...new Set(open)]
  return [...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), ...open])]
}

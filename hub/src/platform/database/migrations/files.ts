import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { headerOf, type MigrationHeader } from './header.ts'

/** A migration as it lies in `hub/migrations`. */
export interface Migration extends MigrationHeader {
  name: string
  sql: string
  sha256: string
}

const directory = new URL('../../../../migrations/', import.meta.url)

/** The names of the migrations that this program knows, in their order. */
export const knownMigrations = async (): Promise<string[]> =>
  (await readdir(directory)).filter((name) => /^\d{6}_.+\.sql$/.test(name)).sort()

export async function readMigration(name: string): Promise<Migration> {
  const sql = await readFile(new URL(name, directory), 'utf8')
  return { name, sql, sha256: createHash('sha256').update(sql).digest('hex'), ...headerOf(sql) }
}

/** `000012` of `000012_doors.sql`. */
export const numberOf = (name: string): string => name.slice(0, 6)

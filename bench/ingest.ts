import { randomUUID } from 'node:crypto'
import { chmod, mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { z } from 'zod'
import { startDatabase } from './parts/database.ts'
import { type FactRows, mergedColumns, openIngest } from './parts/ingest-merge.ts'
import { ingestRows } from './parts/ingest-rows.ts'
import { startProgram, stopPrograms } from './parts/program.ts'
import { round, tell } from './parts/said.ts'
import { asOwner } from './parts/stored-rows.ts'

export const summary =
  'rows a second of a merge beside a straight COPY of the same rows into the same indexes  [--people 100000] [--memberships 1000000] [--assignments 300000]'

const Migrated = z.object({ applicationUrl: z.string() })

export async function run(args: string[]): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      people: { type: 'string', default: '100000' },
      memberships: { type: 'string', default: '1000000' },
      assignments: { type: 'string', default: '300000' },
    },
  })
  const [people, memberships, assignments] = [values.people, values.memberships, values.assignments].map(Number)
  const facts = ingestRows({ people: people ?? 0, memberships: memberships ?? 0, assignments: assignments ?? 0 })
  const dataDir = await mkdtemp(join(tmpdir(), 'atrium-bench-'))
  const database = await startDatabase(join(dataDir, 'database'))
  try {
    const migration = startProgram('hub/src/main.ts', ['migrate'], { ATRIUM_DATABASE_ADMIN_URL: database.url })
    const { applicationUrl } = await migration.line(Migrated)
    await migration.ended
    const measured = await asOwner(database.url, (owner) =>
      measure(owner, applicationUrl, facts, join(dataDir, 'copied')),
    )
    return { ...measured, ...database.durability, node: process.version }
  } finally {
    await stopPrograms()
    await database.remove()
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function measure(owner: pg.Client, applicationUrl: string, facts: readonly FactRows[], folder: string) {
  const organisationId = randomUUID()
  await owner.query(`insert into organisation (organisation_id, name, created_at) values ($1, 'Bench', now())`, [
    organisationId,
  ])
  const rows = facts.reduce((sum, one) => sum + one.rows.length, 0)
  const files = await written(facts, organisationId, folder)
  const copySeconds = await copied(owner, facts, files)
  tell(`COPY: ${round(copySeconds)} s for ${rows} rows`)
  const ingest = openIngest(applicationUrl, organisationId)
  try {
    const passes: { stageSeconds: number; mergeSeconds: number }[] = []
    for (const pass of [0, 1]) {
      const runId = randomUUID()
      const stageSeconds = await secondsOf(() => ingest.stage(runId, facts))
      await owner.query('checkpoint')
      const instant = new Date(Date.UTC(2026, 0, 1, pass))
      const mergeSeconds = await secondsOf(() => ingest.merge(runId, instant, facts))
      tell(
        `${pass === 0 ? 'First import' : 'Nothing changed'}: staged in ${round(stageSeconds)} s, merged in ${round(mergeSeconds)} s`,
      )
      await requireCurrent(owner, facts, new Date(Date.UTC(2026, 0, 1)))
      passes.push({ stageSeconds, mergeSeconds })
    }
    return {
      rows,
      copyRowsPerSecond: Math.round(rows / copySeconds),
      copySeconds: round(copySeconds),
      ...sharesOf(passes, copySeconds),
    }
  } finally {
    await ingest.close()
  }
}

function sharesOf([first, second]: readonly { stageSeconds: number; mergeSeconds: number }[], copySeconds: number) {
  const shareOf = (seconds = Number.NaN): number => round(copySeconds / seconds)
  return {
    firstImportShare: shareOf(first?.mergeSeconds),
    unchangedShare: shareOf(second?.mergeSeconds),
    firstMergeSeconds: round(first?.mergeSeconds ?? Number.NaN),
    unchangedMergeSeconds: round(second?.mergeSeconds ?? Number.NaN),
    firstStageSeconds: round(first?.stageSeconds ?? Number.NaN),
    unchangedStageSeconds: round(second?.stageSeconds ?? Number.NaN),
    withStaging: {
      firstImportShare: shareOf(first && first.stageSeconds + first.mergeSeconds),
      unchangedShare: shareOf(second && second.stageSeconds + second.mergeSeconds),
    },
  }
}

/** Copies the files, one after the other, into tables with the same columns, checks and indexes, as the superuser. */
async function copied(owner: pg.Client, facts: readonly FactRows[], files: readonly string[]): Promise<number> {
  for (const { fact } of facts)
    await owner.query(`create table copied_${fact.table} (like ${fact.table} including all)`)
  await owner.query('checkpoint')
  const seconds = await secondsOf(async () => {
    for (const [i, { fact }] of facts.entries())
      await owner.query(
        `copy copied_${fact.table} (organisation_id, ${mergedColumns(fact).join(', ')}) from '${files[i]}'`,
      )
  })
  for (const { fact, rows } of facts) await requireCount(owner, `copied_${fact.table}`, rows.length)
  for (const { fact } of facts) await owner.query(`drop table copied_${fact.table}`)
  return seconds
}

/** The rows in PostgreSQL's text format, a file a fact, where its server may read them. */
async function written(facts: readonly FactRows[], organisationId: string, folder: string): Promise<string[]> {
  await mkdir(folder)
  const openedBy = randomUUID()
  const files: string[] = []
  for (const { fact, rows } of facts) {
    const file = join(folder, fact.table)
    const handle = await open(file, 'w', 0o644)
    const extra = [...(fact.shape === 'entity' ? ['present'] : []), '2026-01-01T00:00:00Z', openedBy]
    for (let from = 0; from < rows.length; from += 10_000)
      await handle.write(
        rows
          .slice(from, from + 10_000)
          .map((row) => `${[organisationId, ...Object.values(row).map(asCopyText), ...extra].join('\t')}\n`)
          .join(''),
      )
    await handle.close()
    files.push(file)
  }
  await chmod(folder, 0o755)
  return files
}

/** The text format of COPY; nothing here needs to be escaped. */
function asCopyText(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  return Array.isArray(value) ? `{${value.map((one) => `"${one}"`).join(',')}}` : String(value)
}

/** Every row is current since the first import, and none has a history. */
async function requireCurrent(owner: pg.Client, facts: readonly FactRows[], since: Date): Promise<void> {
  for (const { fact, rows } of facts) {
    await requireCount(owner, fact.table, rows.length, since)
    await requireCount(owner, `${fact.table}_history`, 0)
  }
}

async function requireCount(owner: pg.Client, table: string, wanted: number, since?: Date): Promise<void> {
  const { rows } = await owner.query<{ count: number }>(
    `select count(*)::int as count from ${table} ${since ? 'where valid_from = $1' : ''}`,
    since ? [since] : [],
  )
  if (rows[0]?.count !== wanted) throw new Error(`${table} has ${rows[0]?.count} such rows, not ${wanted}`)
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1_000
}

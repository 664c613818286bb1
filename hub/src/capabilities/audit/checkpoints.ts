import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { isUuid } from '../../kernel/ids.ts'
import { type Clock, hours } from '../../kernel/time.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Log } from '../../platform/log/log.ts'
import type { SigningKey } from '../../platform/vault/index.ts'
import { signCheckpoint } from './chain.ts'
import { AuditCheckpoint } from './model.ts'
import { readHashAt, readHead } from './read-head.ts'

export interface CheckpointParts {
  database: Database
  clock: Clock
  log: Log
  signing: SigningKey
  /** `<data>/audit-checkpoints`; better still copied to where the database's administrators cannot write */
  folder: string
}

/** Signed checkpoints outside the database, against which a whole rewritten or shortened log is found. */
export interface Checkpoints {
  /** appends one now; undefined where nothing was sealed since the last one, or the chain no longer holds the last one */
  take(organisationId: string): Promise<AuditCheckpoint | undefined>
  /** appends one where the last is an hour old; otherwise says after how many milliseconds one is due */
  takeIfDue(organisationId: string): Promise<number | undefined>
}

const interval = hours(1)

export function createCheckpoints({ database, clock, log, signing, folder }: CheckpointParts): Checkpoints {
  const last = new Map<string, AuditCheckpoint>()

  async function lastOf(organisationId: string): Promise<AuditCheckpoint | undefined> {
    const known = last.get(organisationId) ?? (await readLast(pathOf(folder, organisationId)))
    if (known) last.set(organisationId, known)
    return known
  }

  async function take(organisationId: string): Promise<AuditCheckpoint | undefined> {
    const before = await lastOf(organisationId)
    const { head, kept } = await database.read({ organisationId }, async (reader) => ({
      head: await readHead(reader, organisationId),
      kept: before && (await readHashAt(reader, organisationId, before.count)) === before.head,
    }))
    if (before && !kept) {
      const sentence = 'the audit log in the database no longer contains its last checkpoint: it was cut or rewritten'
      const next = 'Verify an export against this file; after a restored backup, move the file away.'
      log.error({ organisationId, checkpoint: before, file: pathOf(folder, organisationId), next }, sentence)
      return undefined
    }
    if (head.count === (before?.count ?? 0)) return undefined
    const at = clock.now().toISOString()
    const checkpoint = signCheckpoint(signing, { organisation: organisationId, from: 1, ...head, at })
    await append(folder, pathOf(folder, organisationId), `${canonicalJson(checkpoint)}\n`)
    last.set(organisationId, checkpoint)
    log.info({ checkpoint }, 'audit checkpoint')
    return checkpoint
  }

  return {
    take,
    async takeIfDue(organisationId) {
      const before = await lastOf(organisationId)
      const wait = before ? Date.parse(before.at) + interval - clock.now().getTime() : 0
      if (wait > 0) return wait
      await take(organisationId)
      return undefined
    },
  }
}

function pathOf(folder: string, organisationId: string): string {
  if (!isUuid(organisationId)) throw new TypeError('an organisation id is a UUID')
  return join(folder, `${organisationId}.jsonl`)
}

async function readLast(path: string): Promise<AuditCheckpoint | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  // what a crash cut short is passed over
  const complete = text.slice(0, text.lastIndexOf('\n') + 1)
  const line = complete.trimEnd().split('\n').at(-1)
  return line ? AuditCheckpoint.parse(JSON.parse(line)) : undefined
}

async function append(folder: string, path: string, line: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = await open(path, 'a+', 0o600)
  try {
    const { size } = await file.stat()
    const end = size > 0 ? (await file.read({ length: 1, position: size - 1 })).buffer.toString('latin1', 0, 1) : '\n'
    // a line that a crash cut short is ended, so that this one is whole
    await file.writeFile(end === '\n' ? line : `\n${line}`)
    await file.sync()
  } finally {
    await file.close()
  }
}

import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { Send } from '../parts/hub.ts'
import { startProgram } from '../parts/program.ts'
import type { Installation } from './installation.ts'
import type { Problem } from './judge.ts'

const Key = z.object({ key: z.string() })

/** Exports the audit log with the command line and has it verified by what knows the export alone. */
export async function verifyAudit({ logs, url, environment }: Installation, send: Send): Promise<Problem[]> {
  const made = await send('POST', '/v1/api-keys', { name: 'Chaos', scopes: ['audit:read'], validForDays: 1 })
  const { key } = Key.parse(await made.json())
  const file = join(logs, '..', `audit-${randomUUID()}.jsonl`)
  const log = join(logs, 'audit.log')
  const settings = { ATRIUM_URL: url, ATRIUM_API_KEY: key, HOME: environment.ATRIUM_DATA_DIR ?? '' }
  const problems: Problem[] = []
  for (const args of [
    ['audit', 'export', '--out', file],
    ['audit', 'verify', file],
  ]) {
    const code = await startProgram('cli/src/main.ts', args, settings, log).ended
    if (code !== 0) problems.push(`atrium ${args.slice(0, 2).join(' ')} ended with ${code}, see ${log}`)
  }
  return problems
}

import { z } from 'zod'
import type { Reader } from '../../../platform/database/database.ts'
import { foundByRun } from '../sql/found-by-run.ts'

const Merged = z.object({ connectionId: z.string(), runId: z.string() })

/**
 * What a run found, of the kinds of change that Microsoft tells subscribers of: people and groups themselves, and who is a member.
 * Undefined where it is the first one, which finds everything.
 * @param payload of the news that it has merged
 */
export async function foundBySync(reader: Reader, payload: object) {
  const { connectionId, runId } = Merged.parse(payload)
  const found = await reader.first(foundByRun, { runId })
  if (!found?.since) return undefined
  const resources: ('users' | 'groups')[] = []
  if (found.users) resources.push('users')
  if (found.groups) resources.push('groups')
  return { connectionId, resources, since: found.since }
}

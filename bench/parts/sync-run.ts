import { z } from 'zod'
import type { Hub } from './hub.ts'
import { tell } from './said.ts'

const SyncRun = z.object({
  id: z.string(),
  status: z.string(),
  explanation: z.string().nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  durationSeconds: z.number().nullable(),
  objectsRead: z.number(),
  created: z.number(),
  changed: z.number(),
  ended: z.number(),
  requests: z.number(),
  resourceUnits: z.number(),
  throttledSeconds: z.number(),
  resources: z.array(z.object({ resource: z.string(), status: z.string(), objectsRead: z.number() })),
})
/** A sync run as the API tells it. */
export type SyncRun = z.infer<typeof SyncRun>

const Progress = z.object({ run: SyncRun.nullable() })

/**
 * Waits for the end of the newest run by its own events; tells how far it is.
 * @param after a run that is over: waits for the next one
 * @param begun hears of the run when it is first told of
 * @throws where it does not end as completed
 */
export async function followRun(
  hub: Hub,
  connectionId: string,
  { after, begun }: { after?: string; begun?: () => Promise<unknown> } = {},
): Promise<SyncRun> {
  let last: SyncRun | undefined
  let told = 0
  const query = after === undefined ? '' : `?afterRunId=${after}`
  for await (const event of hub.follow(`/v1/connections/${connectionId}/sync-progress${query}`)) {
    const { run: now } = Progress.parse(event)
    if (now === null) continue
    if (last === undefined) await begun?.()
    last = now
    if (performance.now() - told < 2_000) continue
    told = performance.now()
    const reading = now.resources.filter(({ status }) => status === 'reading').map(({ resource }) => resource)
    tell(`  ${now.objectsRead} objects read${reading.length > 0 ? `, reading ${reading.join(', ')}` : ''}`)
  }
  if (last?.status !== 'completed')
    throw new Error(`the sync ended as ${last?.status ?? 'nothing'}: ${last?.explanation ?? ''}`)
  return last
}

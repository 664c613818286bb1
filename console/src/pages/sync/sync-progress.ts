import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { SyncProgress } from '../../api/contract.generated.ts'
import { type Live, useLive } from '../../api/events.ts'

const ofTheDirectory = [
  'people.',
  'groups.',
  'applications.',
  'directory.',
  'activities.',
  'sync-runs.',
  'connections.',
]

const isOfTheDirectory = ({ queryKey: [name] }: { queryKey: readonly unknown[] }): boolean =>
  typeof name === 'string' && ofTheDirectory.some((prefix) => name.startsWith(prefix))

/** After a sync what other pages kept is forgotten, and what is on the screen is read again. */
export async function readDirectoryAgain(client: QueryClient): Promise<void> {
  client.removeQueries({ type: 'inactive', predicate: isOfTheDirectory })
  await client.invalidateQueries({ predicate: isOfTheDirectory })
}

/**
 * Follows a connection's runs one after the other: the newest, then whichever begins next, by whomever it was started. When
 * one ends, everything that was read of the directory is read again. `lastRunId` is the newest run that has ended, as far as
 * is known here.
 */
export function useSyncProgress(connectionId: string): { live: Live<SyncProgress>; lastRunId: string | undefined } {
  const client = useQueryClient()
  const [seen, setSeen] = useState<string>()
  const live = useLive('sync-runs.progress', { connectionId, afterRunId: seen })
  const run = live.item?.run
  const endedRun = live.state === 'ended' ? run?.id : undefined
  useEffect(() => {
    if (endedRun === undefined) return
    // the run that was the newest already when the page was opened is no news
    if (seen !== undefined || run?.status === 'running') void readDirectoryAgain(client)
    setSeen(endedRun)
  }, [endedRun, seen, run?.status, client])
  return { live, lastRunId: seen }
}

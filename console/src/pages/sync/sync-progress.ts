import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { SyncProgress, SyncRun } from '../../api/contract.generated.ts'
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
  typeof name === 'string' &&
  // what a held run would take away stays as it is for as long as the run waits, and is gone afterwards
  name !== 'sync-runs.held-changes' &&
  ofTheDirectory.some((prefix) => name.startsWith(prefix))

/** After a sync what other pages kept is forgotten, and what is on the screen is read again. */
export async function readDirectoryAgain(client: QueryClient): Promise<void> {
  client.removeQueries({ type: 'inactive', predicate: isOfTheDirectory })
  await client.invalidateQueries({ predicate: isOfTheDirectory })
}

/**
 * Follows a connection's runs one after the other: the newest, then whichever begins next, by whomever it was started. When
 * one ends, everything that was read of the directory is read again. `lastRun` is the newest run that has ended, as far as is
 * known here.
 */
export function useSyncProgress(connectionId: string): { live: Live<SyncProgress>; lastRun: SyncRun | undefined } {
  const client = useQueryClient()
  const [lastRun, setLastRun] = useState<SyncRun>()
  const sawItRun = useRef(false)
  const live = useLive('sync-runs.progress', { connectionId, afterRunId: lastRun?.id }, ({ run }) => {
    if (run?.status === 'running') sawItRun.current = true
  })
  const ended = live.state === 'ended' ? (live.item?.run ?? undefined) : undefined
  useEffect(() => {
    if (ended === undefined || ended.id === lastRun?.id) return
    // the run that had ended before the page was opened is no news
    if (sawItRun.current || lastRun !== undefined) void readDirectoryAgain(client)
    sawItRun.current = false
    setLastRun(ended)
  }, [ended, lastRun, client])
  return { live, lastRun }
}

import { queryOptions } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { pagedQuery } from '../../parts/paged-query.ts'
import type { SyncSearch } from './sync-search.ts'

export const syncRunsQuery = ({ status }: SyncSearch) =>
  pagedQuery(['sync-runs.list', { status }], (part, signal) => call('sync-runs.list', { status, ...part }, signal), 50)

export const syncRunQuery = (runId: string) =>
  queryOptions({
    queryKey: ['sync-runs.show', runId],
    queryFn: ({ signal }) => call('sync-runs.show', { runId }, signal),
  })

export const heldChangesQuery = (runId: string) =>
  pagedQuery(['sync-runs.held-changes', runId], (part, signal) =>
    call('sync-runs.held-changes', { runId, ...part }, signal),
  )

/** What a run changed, in sentences. */
export const runActivitiesQuery = (runId: string) =>
  pagedQuery(['activities.list', { runId }], (part, signal) => call('activities.list', { runId, ...part }, signal), 50)

/** Runs that wait for a person. */
export const heldRunsQuery = queryOptions({
  queryKey: ['sync-runs.list', 'held'],
  queryFn: ({ signal }) => call('sync-runs.list', { status: 'held', limit: 10 }, signal),
})

/** The newest runs, for the overview. */
export const newestRunsQuery = queryOptions({
  queryKey: ['sync-runs.list', 'newest'],
  queryFn: ({ signal }) => call('sync-runs.list', { limit: 5 }, signal),
})

/** The organisation's connections: what can be synced. */
export const connectionsQuery = queryOptions({
  queryKey: ['connections.list'],
  queryFn: ({ signal }) => call('connections.list', {}, signal),
})

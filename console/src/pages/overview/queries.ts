import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from '../../api/call.ts'

export const directoryCountsQuery = (asOf: string | undefined) =>
  queryOptions({
    queryKey: ['directory.counts', asOf],
    queryFn: ({ signal }) => call('directory.counts', { asOf }, signal),
    placeholderData: keepPreviousData,
  })

export const latestActivitiesQuery = queryOptions({
  queryKey: ['activities.list', 'latest'],
  queryFn: ({ signal }) => call('activities.list', { limit: 8 }, signal),
})

import { queryOptions } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { pagedQuery } from '../../parts/paged-query.ts'
import type { ApplicationsSearch } from './applications-search.ts'

export const applicationsQuery = ({ search, gone, asOf }: ApplicationsSearch) => {
  const input = { search, includeGone: gone, asOf }
  return pagedQuery(['applications.list', input], (part, signal) =>
    call('applications.list', { ...input, ...part }, signal),
  )
}

/** One application at an instant: `asOf` is undefined for now. */
interface OfApplication {
  applicationId: string
  asOf: string | undefined
}

export const applicationQuery = (of: OfApplication) =>
  queryOptions({ queryKey: ['applications.show', of], queryFn: ({ signal }) => call('applications.show', of, signal) })

export const assignmentsQuery = (of: OfApplication) =>
  pagedQuery(['applications.assignments', of], (part, signal) =>
    call('applications.assignments', { ...of, ...part }, signal),
  )

export const applicationOwnersQuery = (of: OfApplication) =>
  pagedQuery(['applications.owners', of], (part, signal) => call('applications.owners', { ...of, ...part }, signal))

export const permissionGrantsQuery = (of: OfApplication) =>
  pagedQuery(['applications.permission-grants', of], (part, signal) =>
    call('applications.permission-grants', { ...of, ...part }, signal),
  )

export const applicationHistoryQuery = (applicationId: string) =>
  pagedQuery(
    ['applications.history', applicationId],
    (part, signal) => call('applications.history', { applicationId, ...part }, signal),
    50,
  )

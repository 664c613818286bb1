import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { pagedQuery } from '../../parts/paged-query.ts'
import { type PeopleSearch, peopleFilter } from './people-search.ts'

export const peopleQuery = (search: PeopleSearch) => {
  const input = { ...peopleFilter(search), ...(search.sort && { sort: search.sort }) }
  return pagedQuery(['people.list', input], (part, signal) => call('people.list', { ...input, ...part }, signal))
}

export const peopleCountsQuery = (search: PeopleSearch) => {
  const input = peopleFilter(search)
  return queryOptions({
    queryKey: ['people.counts', input],
    queryFn: ({ signal }) => call('people.counts', input, signal),
    placeholderData: keepPreviousData,
  })
}

/** The values to choose from; those of the whole list, so that one choice does not hide the others of its kind. */
export const peopleFacetsQuery = (search: PeopleSearch) => {
  const { asOf, includeGuests, includeBlocked, includeGone, ignoreScope } = peopleFilter(search)
  const input = { asOf, includeGuests, includeBlocked, includeGone, ignoreScope }
  return queryOptions({
    queryKey: ['people.facets', input],
    queryFn: ({ signal }) => call('people.facets', input, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}

/** One person at an instant: `asOf` is undefined for now. */
interface OfPerson {
  personId: string
  asOf: string | undefined
}

export const personQuery = (of: OfPerson) =>
  queryOptions({ queryKey: ['people.show', of], queryFn: ({ signal }) => call('people.show', of, signal) })

export const personGroupsQuery = (of: OfPerson) =>
  pagedQuery(['people.groups', of], (part, signal) => call('people.groups', { ...of, ...part }, signal))

export const personApplicationsQuery = (of: OfPerson) =>
  pagedQuery(['people.applications', of], (part, signal) => call('people.applications', { ...of, ...part }, signal))

/** What happened to a person is told whole, also while one looks at the past: what came after is marked. */
export const personHistoryQuery = (personId: string) =>
  pagedQuery(['people.history', personId], (part, signal) => call('people.history', { personId, ...part }, signal), 50)

/** The first of those who report to a person. */
export const reportsQuery = ({ personId, asOf }: OfPerson) =>
  queryOptions({
    queryKey: ['people.list', 'reports', personId, asOf],
    queryFn: ({ signal }) => call('people.list', { managerId: personId, asOf, limit: 20 }, signal),
  })

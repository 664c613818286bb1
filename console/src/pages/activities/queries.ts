import { call } from '../../api/call.ts'
import { pagedQuery } from '../../parts/paged-query.ts'
import { type ActivitiesSearch, activitiesFilter } from './activities-search.ts'

export const activitiesQuery = (search: ActivitiesSearch) => {
  const input = activitiesFilter(search)
  return pagedQuery(['activities.list', input], (part, signal) =>
    call('activities.list', { ...input, ...part }, signal),
  )
}

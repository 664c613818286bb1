import { call } from '../../api/call.ts'
import { pagedQuery } from '../../parts/paged-query.ts'

export const membersQuery = pagedQuery(['organisations.members'], (part, signal) =>
  call('organisations.members', part, signal),
)

export const apiKeysQuery = pagedQuery(['api-keys.list'], (part, signal) => call('api-keys.list', part, signal))

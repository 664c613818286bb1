import { queryOptions } from '@tanstack/react-query'
import { call } from '../../api/call.ts'

/** Where the signed-in person is signed in; nobody has more than a handful. */
export const sessionsQuery = queryOptions({
  queryKey: ['session.list'],
  queryFn: ({ signal }) => call('session.list', { limit: 100 }, signal),
})

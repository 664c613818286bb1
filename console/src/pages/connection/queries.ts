import { queryOptions } from '@tanstack/react-query'
import { call, type OperationName, type Output } from '../../api/call.ts'

export type Connection = Output<'connections.show'>

/** The organisation's connection; null where there is none yet. An organisation has one at most. */
export const connectionQuery = queryOptions({
  queryKey: ['connections.list', 'only'],
  queryFn: async ({ signal }) => (await call('connections.list', { limit: 1 }, signal)).items[0] ?? null,
})

export const permissionsQuery = (connectionId: string) =>
  queryOptions({
    queryKey: ['connections.permissions', connectionId],
    queryFn: ({ signal }) => call('connections.permissions', { connectionId }, signal),
  })

export const packsQuery = queryOptions({
  queryKey: ['connections.packs'],
  queryFn: ({ signal }) => call('connections.packs', {}, signal),
})

export const tenancyRequestsQuery = queryOptions({
  queryKey: ['connections.tenancy-requests'],
  queryFn: ({ signal }) => call('connections.tenancy-requests', { limit: 50 }, signal),
})

export const scopeQuery = queryOptions({
  queryKey: ['directory.scope'],
  queryFn: ({ signal }) => call('directory.scope', {}, signal),
})

export const facetsQuery = queryOptions({
  queryKey: ['people.facets', { ignoreScope: true }],
  queryFn: ({ signal }) =>
    call('people.facets', { ignoreScope: true, includeGuests: true, includeBlocked: true }, signal),
})

export const unitsQuery = queryOptions({
  queryKey: ['administrative-units.list'],
  queryFn: ({ signal }) => call('administrative-units.list', { limit: 500 }, signal),
})

export const countsQuery = queryOptions({
  queryKey: ['directory.counts', {}],
  queryFn: ({ signal }) => call('directory.counts', {}, signal),
})

/** What becomes old when a connection changes. */
export const ofConnections = [
  'connections.list',
  'connections.permissions',
  'connections.packs',
] as const satisfies readonly OperationName[]

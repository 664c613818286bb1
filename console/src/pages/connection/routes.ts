import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '../../app/parents.ts'
import { connectionQuery, permissionsQuery, scopeQuery, tenancyRequestsQuery } from './queries.ts'

export const connectionRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/connection',
    loader: async ({ context: { queryClient } }) => {
      void queryClient.prefetchQuery(tenancyRequestsQuery)
      void queryClient.prefetchQuery(scopeQuery)
      const connection = await queryClient.ensureQueryData(connectionQuery)
      if (connection) void queryClient.prefetchQuery(permissionsQuery(connection.connectionId))
    },
    component: lazyRouteComponent(() => import('./ConnectionPage.tsx'), 'ConnectionPage'),
  }),
] as const

import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '../../app/parents.ts'
import { apiKeysQuery, membersQuery } from './queries.ts'

export const organisationRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/organisation',
    loader: ({ context: { queryClient } }) => {
      void queryClient.prefetchInfiniteQuery(membersQuery)
      void queryClient.prefetchInfiniteQuery(apiKeysQuery)
    },
    component: lazyRouteComponent(() => import('./OrganisationPage.tsx'), 'OrganisationPage'),
  }),
] as const

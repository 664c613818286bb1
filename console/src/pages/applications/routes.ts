import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '../../app/parents.ts'
import { readApplicationSearch, readApplicationsSearch } from './applications-search.ts'
import { applicationQuery, applicationsQuery } from './queries.ts'

export const applicationsRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/applications',
    validateSearch: readApplicationsSearch,
    loaderDeps: ({ search }) => search,
    loader: ({ context: { queryClient }, deps }) => void queryClient.prefetchInfiniteQuery(applicationsQuery(deps)),
    component: lazyRouteComponent(() => import('./ApplicationsPage.tsx'), 'ApplicationsPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/applications/$applicationId',
    validateSearch: readApplicationSearch,
    loaderDeps: ({ search: { asOf } }) => ({ asOf }),
    loader: ({ context: { queryClient }, params: { applicationId }, deps: { asOf } }) =>
      void queryClient.prefetchQuery(applicationQuery({ applicationId, asOf })),
    component: lazyRouteComponent(() => import('./ApplicationPage.tsx'), 'ApplicationPage'),
  }),
] as const

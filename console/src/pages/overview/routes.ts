import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '../../app/parents.ts'
import { freshnessQuery } from '../../parts/ReadAge.tsx'
import { heldRunsQuery, newestRunsQuery } from '../sync/queries.ts'
import { readOverviewSearch } from './overview-search.ts'
import { directoryCountsQuery, latestActivitiesQuery } from './queries.ts'

export const overviewRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/',
    validateSearch: readOverviewSearch,
    loaderDeps: ({ search }) => search,
    loader: ({ context: { queryClient }, deps: { asOf } }) => {
      void queryClient.prefetchQuery(directoryCountsQuery(asOf))
      void queryClient.prefetchQuery(freshnessQuery)
      void queryClient.prefetchQuery(latestActivitiesQuery)
      void queryClient.prefetchQuery(newestRunsQuery)
      void queryClient.prefetchQuery(heldRunsQuery)
    },
    component: lazyRouteComponent(() => import('./OverviewPage.tsx'), 'OverviewPage'),
  }),
] as const

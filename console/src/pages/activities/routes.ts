import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '../../app/parents.ts'
import { readActivitiesSearch } from './activities-search.ts'
import { activitiesQuery } from './queries.ts'

export const activitiesRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/activities',
    validateSearch: readActivitiesSearch,
    loaderDeps: ({ search }) => search,
    loader: ({ context: { queryClient }, deps }) => void queryClient.prefetchInfiniteQuery(activitiesQuery(deps)),
    component: lazyRouteComponent(() => import('./ActivitiesPage.tsx'), 'ActivitiesPage'),
  }),
] as const

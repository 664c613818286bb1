import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '../../app/parents.ts'
import { heldRunsQuery, syncRunQuery, syncRunsQuery } from './queries.ts'
import { readSyncSearch } from './sync-search.ts'

export const syncRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/sync',
    validateSearch: readSyncSearch,
    loaderDeps: ({ search }) => search,
    loader: ({ context: { queryClient }, deps }) => {
      void queryClient.prefetchInfiniteQuery(syncRunsQuery(deps))
      void queryClient.prefetchQuery(heldRunsQuery)
    },
    component: lazyRouteComponent(() => import('./SyncPage.tsx'), 'SyncPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/sync/$runId',
    loader: ({ context: { queryClient }, params: { runId } }) => void queryClient.prefetchQuery(syncRunQuery(runId)),
    component: lazyRouteComponent(() => import('./SyncRunPage.tsx'), 'SyncRunPage'),
  }),
] as const

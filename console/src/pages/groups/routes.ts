import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '../../app/parents.ts'
import { readGroupSearch, readGroupsSearch } from './groups-search.ts'
import { groupQuery, groupsQuery } from './queries.ts'

export const groupsRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/groups',
    validateSearch: readGroupsSearch,
    loaderDeps: ({ search }) => search,
    loader: ({ context: { queryClient }, deps }) => void queryClient.prefetchInfiniteQuery(groupsQuery(deps)),
    component: lazyRouteComponent(() => import('./GroupsPage.tsx'), 'GroupsPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/groups/$groupId',
    validateSearch: readGroupSearch,
    loaderDeps: ({ search: { asOf } }) => ({ asOf }),
    loader: ({ context: { queryClient }, params: { groupId }, deps: { asOf } }) =>
      void queryClient.prefetchQuery(groupQuery({ groupId, asOf })),
    component: lazyRouteComponent(() => import('./GroupPage.tsx'), 'GroupPage'),
  }),
] as const

import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '../../app/parents.ts'
import { readPeopleSearch } from './people-search.ts'
import { readPersonSearch } from './person-search.ts'
import { peopleCountsQuery, peopleFacetsQuery, peopleQuery, personQuery } from './queries.ts'

export const peopleRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/people',
    validateSearch: readPeopleSearch,
    loaderDeps: ({ search }) => search,
    // not awaited: the page shows what it is waiting for
    loader: ({ context: { queryClient }, deps }) => {
      void queryClient.prefetchInfiniteQuery(peopleQuery(deps))
      void queryClient.prefetchQuery(peopleCountsQuery(deps))
      void queryClient.prefetchQuery(peopleFacetsQuery(deps))
    },
    component: lazyRouteComponent(() => import('./PeoplePage.tsx'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/people/$personId',
    validateSearch: readPersonSearch,
    loaderDeps: ({ search: { asOf } }) => ({ asOf }),
    loader: ({ context: { queryClient }, params: { personId }, deps: { asOf } }) => {
      void queryClient.prefetchQuery(personQuery({ personId, asOf }))
    },
    component: lazyRouteComponent(() => import('./PersonPage.tsx'), 'PersonPage'),
  }),
] as const

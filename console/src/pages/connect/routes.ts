import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { signedInRoute } from '../../app/parents.ts'
import { oneIn, type RawSearch } from '../../app/search.ts'
import { connectionQuery, countsQuery, packsQuery } from '../connection/queries.ts'

const ways = ['consent', 'own'] as const

export interface ConnectSearch {
  /** which way was chosen; nothing yet where it is missing */
  way?: (typeof ways)[number] | undefined
}

// Said also where it is undefined: what is left out, the router fills in from the address as it came.
const readWay = ({ way }: RawSearch): ConnectSearch => ({ way: oneIn(way, ways) })

export const connectRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/connect',
    validateSearch: readWay,
    loader: async ({ context: { queryClient } }) => {
      await Promise.all([queryClient.ensureQueryData(connectionQuery), queryClient.ensureQueryData(packsQuery)])
    },
    component: lazyRouteComponent(() => import('./ConnectPage.tsx'), 'ConnectPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/connect/callback',
    // Microsoft's parameters stay as they came; the page reads them from the address itself.
    component: lazyRouteComponent(() => import('./CallbackPage.tsx'), 'CallbackPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/connect/finish',
    loader: async ({ context: { queryClient } }) => {
      const connection = await queryClient.ensureQueryData(connectionQuery)
      if (connection === null) throw redirect({ to: '/connect' })
    },
    component: lazyRouteComponent(() => import('./FinishPage.tsx'), 'FinishPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/connect/review',
    loader: ({ context: { queryClient } }) => void queryClient.prefetchQuery(countsQuery),
    component: lazyRouteComponent(() => import('./ReviewPage.tsx'), 'ReviewPage'),
  }),
] as const

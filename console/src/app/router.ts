import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { NotFoundPage, RouteFault } from './frame/WayOut.tsx'
import { routeTree } from './routes.ts'
import { parseSearch, stringifySearch } from './search.ts'

export const createConsoleRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    // What a hover prefetched is as fresh as the query says, not as the router thinks.
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    // Where a page fails, it fails in its own place, inside the frame.
    defaultErrorComponent: RouteFault,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
    defaultPendingMs: 400,
    defaultPendingMinMs: 300,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}

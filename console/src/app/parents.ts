import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router'
import { ApiProblem } from '../api/problem.ts'
import { sessionQuery } from '../api/session.ts'
import { Frame } from './frame/Frame.tsx'
import { PublicFrame } from './frame/PublicFrame.tsx'
import { Starting } from './frame/Starting.tsx'

export interface RouterContext {
  queryClient: QueryClient
}

/** Every route hangs below one of these; the areas' own are in `pages/<area>/routes.ts`. */
export const rootRoute = createRootRouteWithContext<RouterContext>()({})

/** Pages for everybody: signing in. */
export const publicRoute = createRoute({ getParentRoute: () => rootRoute, id: 'public', component: PublicFrame })

/** Pages inside the frame with the navigation; whoever is not signed in is sent to sign in, and back afterwards. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  component: Frame,
  pendingComponent: Starting,
  pendingMs: 300,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery)
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'unauthenticated') throw error
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { back: location.href } })
    }
  },
})

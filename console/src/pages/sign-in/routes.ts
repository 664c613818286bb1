import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { publicRoute } from '../../app/parents.ts'
import { type RawSearch, textIn } from '../../app/search.ts'
import { ownPath } from './own-path.ts'

/**
 * `back`: the page to go to afterwards. Said also where it is undefined: what a route's search leaves out, the router fills in
 * from the address as it came.
 */
const readBack = ({ back }: RawSearch): { back?: string | undefined } => ({ back: ownPath(textIn(back)) })

export const signInRoutes = [
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/sign-in',
    validateSearch: readBack,
    component: lazyRouteComponent(() => import('./SignInPage.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/sign-in/link',
    component: lazyRouteComponent(() => import('./LinkPage.tsx'), 'LinkPage'),
  }),
] as const

import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { publicRoute } from '../../app/parents.ts'
import { type RawSearch, textIn } from '../../app/search.ts'

/** `back`: the page to go to afterwards; only one of this console, so that no address leads elsewhere. */
const readBack = (search: RawSearch): { back?: string } => {
  const back = textIn(search.back)
  return back?.startsWith('/') && !/^\/[/\\]/.test(back) ? { back } : {}
}

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

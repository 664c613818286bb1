import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '../../app/parents.ts'

export const connectionRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/connection',
    component: lazyRouteComponent(() => import('./ConnectionPage.tsx'), 'ConnectionPage'),
  }),
] as const

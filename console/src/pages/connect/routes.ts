import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '../../app/parents.ts'

export const connectRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/connect',
    component: lazyRouteComponent(() => import('./ConnectPage.tsx'), 'ConnectPage'),
  }),
] as const

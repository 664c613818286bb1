import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '../../app/parents.ts'

export const organisationRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/organisation',
    component: lazyRouteComponent(() => import('./OrganisationPage.tsx'), 'OrganisationPage'),
  }),
] as const

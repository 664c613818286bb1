import type { Route } from '../router.ts'
import { applicationRoutes, servicePrincipalRoutes } from './applications.ts'
import { directoryRoutes } from './directory.ts'
import { groupRoutes, unitRoutes } from './groups.ts'
import { organizationRoutes } from './organization.ts'
import { signInRoutes } from './sign-ins.ts'
import { userRoutes } from './users.ts'

/** Everything that is served; the order matters only where two templates match one path. */
export const ROUTES: readonly Route[] = [
  ...userRoutes,
  ...groupRoutes,
  ...unitRoutes,
  ...servicePrincipalRoutes,
  ...applicationRoutes,
  ...directoryRoutes,
  ...organizationRoutes,
  ...signInRoutes,
]

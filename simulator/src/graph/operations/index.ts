import type { Route } from '../route.ts'
import { applicationRoutes, servicePrincipalRoutes } from './applications.ts'
import { directoryRoutes } from './directory.ts'
import { directoryAuditRoutes } from './directory-audits.ts'
import { exchangeRoutes } from './exchange/index.ts'
import { groupRoutes, unitRoutes } from './groups.ts'
import { managerRoutes } from './manager.ts'
import { organizationRoutes } from './organization.ts'
import { signInRoutes } from './sign-ins.ts'
import { userRoutes } from './users.ts'

/** Everything that is served; the order matters only where two templates match one path. */
export const ROUTES: readonly Route[] = [
  ...userRoutes,
  ...managerRoutes,
  ...groupRoutes,
  ...unitRoutes,
  ...servicePrincipalRoutes,
  ...applicationRoutes,
  ...directoryRoutes,
  ...organizationRoutes,
  ...signInRoutes,
  ...directoryAuditRoutes,
  ...exchangeRoutes,
]

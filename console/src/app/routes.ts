import { accountRoutes } from '../pages/account/routes.ts'
import { activitiesRoutes } from '../pages/activities/routes.ts'
import { applicationsRoutes } from '../pages/applications/routes.ts'
import { connectRoutes } from '../pages/connect/routes.ts'
import { connectionRoutes } from '../pages/connection/routes.ts'
import { groupsRoutes } from '../pages/groups/routes.ts'
import { organisationRoutes } from '../pages/organisation/routes.ts'
import { overviewRoutes } from '../pages/overview/routes.ts'
import { peopleRoutes } from '../pages/people/routes.ts'
import { signInRoutes } from '../pages/sign-in/routes.ts'
import { syncRoutes } from '../pages/sync/routes.ts'
import { publicRoute, rootRoute, signedInRoute } from './parents.ts'

/** Every page of the console has a route here, each loaded when it is first opened. */
export const routeTree = rootRoute.addChildren([
  publicRoute.addChildren([...signInRoutes]),
  signedInRoute.addChildren([
    ...overviewRoutes,
    ...peopleRoutes,
    ...groupsRoutes,
    ...applicationsRoutes,
    ...syncRoutes,
    ...activitiesRoutes,
    ...connectRoutes,
    ...connectionRoutes,
    ...accountRoutes,
    ...organisationRoutes,
  ]),
])

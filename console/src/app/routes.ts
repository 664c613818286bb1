import { accountRoutes } from '../pages/account/routes.ts'
import { connectRoutes } from '../pages/connect/routes.ts'
import { connectionRoutes } from '../pages/connection/routes.ts'
import { organisationRoutes } from '../pages/organisation/routes.ts'
import { signInRoutes } from '../pages/sign-in/routes.ts'
import { publicRoute, rootRoute, signedInRoute } from './parents.ts'

/** Every page of the console has a route here, each loaded when it is first opened. */
export const routeTree = rootRoute.addChildren([
  publicRoute.addChildren([...signInRoutes]),
  signedInRoute.addChildren([...connectRoutes, ...connectionRoutes, ...accountRoutes, ...organisationRoutes]),
])

import type { Route } from '../route.ts'
import { directoryRoutes } from './directory/index.ts'
import { signInRoutes } from './sign-ins.ts'
import { subscriptionRoutes } from './subscriptions/index.ts'
import { teamsRoutes } from './teams/index.ts'

/** Everything that is served; the order matters only where two templates match one path. */
export const ROUTES: readonly Route[] = [...directoryRoutes, ...signInRoutes, ...subscriptionRoutes, ...teamsRoutes]

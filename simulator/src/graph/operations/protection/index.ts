import type { Route } from '../../route.ts'
import { authenticationMethodRoutes } from './authentication-methods.ts'
import { authenticationStrengthRoutes } from './authentication-strengths.ts'
import { conditionalAccessRoutes } from './conditional-access.ts'
import { namedLocationRoutes } from './named-locations.ts'
import { registrationDetailsRoutes } from './registration-details.ts'
import { resetPasswordRoutes } from './reset-password.ts'
import { riskDetectionRoutes } from './risk-detections.ts'
import { riskyUserRoutes } from './risky-users.ts'
import { methodWriteRoutes } from './write-methods.ts'

/** How an organisation guards its sign-ins. */
export const protectionRoutes: readonly Route[] = [
  ...authenticationMethodRoutes,
  ...methodWriteRoutes,
  ...resetPasswordRoutes,
  ...registrationDetailsRoutes,
  ...conditionalAccessRoutes,
  ...namedLocationRoutes,
  ...authenticationStrengthRoutes,
  ...riskyUserRoutes,
  ...riskDetectionRoutes,
]

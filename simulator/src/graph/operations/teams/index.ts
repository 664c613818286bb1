import type { Route } from '../../route.ts'
import { activityNotificationRoutes } from './activity-notifications.ts'
import { channelMessageRoutes } from './channel-messages.ts'
import { channelRoutes } from './channels.ts'
import { chatMessageRoutes } from './chat-messages.ts'
import { chatRoutes } from './chats.ts'
import { createTeamRoutes } from './create-team.ts'
import { installedAppRoutes } from './installed-apps.ts'
import { memberRoutes } from './members.ts'
import { migrationRoutes } from './migration.ts'
import { rosterMemberRoutes } from './roster-members.ts'
import { teamRoutes } from './teams.ts'

/** Microsoft Teams: learn.microsoft.com/graph/api/resources/teams-api-overview. */
export const teamsRoutes: readonly Route[] = [
  ...teamRoutes,
  ...createTeamRoutes,
  ...memberRoutes,
  ...channelRoutes,
  ...channelMessageRoutes,
  ...migrationRoutes,
  ...chatRoutes,
  ...chatMessageRoutes,
  ...rosterMemberRoutes,
  ...installedAppRoutes,
  ...activityNotificationRoutes,
]

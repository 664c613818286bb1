import type { Route } from '../../route.ts'
import { calendarViewRoutes } from './calendar-view.ts'
import { calendarViewDeltaRoutes } from './calendar-view-delta.ts'
import { calendarRoutes } from './calendars.ts'
import { eventActionRoutes } from './event-actions.ts'
import { eventRoutes } from './events.ts'
import { mailFolderRoutes } from './mail-folders.ts'
import { mailboxSettingsRoutes } from './mailbox-settings.ts'
import { messageRoutes } from './messages.ts'
import { placeRoutes } from './places.ts'
import { scheduleRoutes } from './schedule.ts'

/** Everything that Exchange Online answers. */
export const exchangeRoutes: readonly Route[] = [
  ...calendarRoutes,
  ...eventRoutes,
  ...eventActionRoutes,
  ...calendarViewRoutes,
  ...calendarViewDeltaRoutes,
  ...scheduleRoutes,
  ...placeRoutes,
  ...mailboxSettingsRoutes,
  ...messageRoutes,
  ...mailFolderRoutes,
]

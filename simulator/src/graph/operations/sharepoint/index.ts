import type { Route } from '../../route.ts'
import { columnRoutes } from './columns.ts'
import { driveRoutes } from './drives.ts'
import { itemVersionRoutes } from './item-versions.ts'
import { itemRoutes } from './items.ts'
import { itemsDeltaRoutes } from './items-delta.ts'
import { listRoutes } from './lists.ts'
import { sitePermissionRoutes } from './permissions.ts'
import { siteRoutes } from './sites.ts'

/** SharePoint Online behind Graph. */
export const sharePointRoutes: readonly Route[] = [
  ...siteRoutes,
  ...listRoutes,
  ...columnRoutes,
  ...itemRoutes,
  ...itemVersionRoutes,
  ...itemsDeltaRoutes,
  ...sitePermissionRoutes,
  ...driveRoutes,
]

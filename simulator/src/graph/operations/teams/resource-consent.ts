import { hasInstalled, type Installations } from '../../../world/teams/apps.ts'
import type { GraphContext } from '../../call.ts'
import { acceptedPermissions } from '../../permissions.ts'
import { forbidden } from './body.ts'

/** Permissions that count in one team or chat only: where the app that asked for them is installed. */
const RESOURCE_SPECIFIC = /\.(Group|Chat)$/

/**
 * Refuses an application that holds nothing but resource-specific permissions wherever its app is not installed
 * (learn.microsoft.com/microsoftteams/platform/graph-api/rsc/resource-specific-consent).
 */
export function keepToInstalled({ call, route, token }: GraphContext, installed: Installations): void {
  const accepted = acceptedPermissions(call.method, route)?.application ?? []
  const held = accepted.filter((name) => token.roles.includes(name))
  if (held.length === 0 || held.some((name) => !RESOURCE_SPECIFIC.test(name))) return
  if (!hasInstalled(installed, token.appId))
    throw forbidden(`The permissions ${held.join(', ')} count only where the app is installed.`)
}

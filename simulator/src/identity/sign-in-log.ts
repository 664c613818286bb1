import type { IdentityUser } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'
import type { Platform } from './platform.ts'
import { GRAPH_APP_ID } from './resources.ts'

/** Writes an interactive sign-in into the tenancy's sign-in log. */
export function recordInteractive(
  platform: Platform,
  user: IdentityUser,
  appId: string,
  errorCode: number,
  resourceAppId: string = GRAPH_APP_ID,
): void {
  record(platform, user, { appId, resourceAppId, interactive: true, errorCode })
}

/** Writes what comes of an attempt without a page into the sign-in log, refusals too. */
export async function recordingAttempt<T>(
  platform: Platform,
  user: IdentityUser,
  target: { appId: string; resourceAppId: string | undefined },
  attempt: () => Promise<T>,
): Promise<T> {
  const entry = { appId: target.appId, resourceAppId: target.resourceAppId ?? GRAPH_APP_ID, interactive: false }
  try {
    const result = await attempt()
    record(platform, user, { ...entry, errorCode: 0 })
    return result
  } catch (error) {
    if (error instanceof AadstsError) record(platform, user, { ...entry, errorCode: error.code })
    throw error
  }
}

function record(
  { world }: Platform,
  { tenantId, objectId }: IdentityUser,
  entry: { appId: string; resourceAppId: string; interactive: boolean; errorCode: number },
): void {
  world.recordSignIn({ tenantId, userObjectId: objectId, ...entry })
}

import { AadstsError } from './aadsts.ts'
import type { Platform } from './platform.ts'

/**
 * Refuses or delays when the control door ordered it. A fault whose code is 0 only delays.
 * @throws AadstsError the ordered one
 */
export async function obeyFaults(
  platform: Platform,
  match: Parameters<Platform['world']['identityFault']>[0],
): Promise<void> {
  const fault = platform.world.identityFault(match)
  if (fault === undefined) return
  const { aadsts, message, claims, delayMs = 0 } = fault
  if (delayMs > 0) await new Promise<void>((resolve) => setTimeout(resolve, delayMs))
  if (aadsts === 0) return
  throw new AadstsError(aadsts, {
    values: {
      app: match.appId ?? '',
      appName: platform.world.findRegistration(match.appId ?? '')?.displayName ?? '',
      tenant: match.tenantId,
    },
    ...(message === undefined ? {} : { message }),
    ...(claims === undefined ? {} : { claims }),
  })
}

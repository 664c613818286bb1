import type { IdentityUser } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'
import type { Platform } from './platform.ts'

/**
 * Checks a user name's password.
 * @throws AadstsError 50053 locked after too many tries, 50126 wrong, 50057 disabled, 50055 must be changed first
 */
export function checkPassword(platform: Platform, user: IdentityUser, password: string): void {
  const { world, lockout } = platform
  const { tenantId, objectId } = user
  const now = world.now()
  if (lockout.isLocked(objectId, now)) throw new AadstsError(50053)
  const verdict = world.checkPassword(tenantId, objectId, password)
  if (verdict === 'wrong') {
    lockout.failed(objectId, now)
    throw new AadstsError(50126)
  }
  lockout.succeeded(objectId)
  if (!user.accountEnabled) throw new AadstsError(50057)
  if (verdict === 'must-change') throw new AadstsError(50055)
}

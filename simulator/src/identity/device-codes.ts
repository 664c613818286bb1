import type { Randomness } from './randomness.ts'
import type { RefreshGrant } from './tokens/refresh-token.ts'

/** A person's answer on the device page: who signed in and how. */
export type DeviceSignIn = Pick<
  RefreshGrant,
  'tenantId' | 'userObjectId' | 'sessionId' | 'authenticatedAt' | 'satisfied'
>

/** A device that waits for its person (v2-oauth2-device-code). */
export interface DeviceRequest {
  appId: string
  /** The tenant segment at which the device asked. */
  segment: string
  scope: string
  userCode: string
  /** Epoch milliseconds of the simulated clock. */
  issuedAt: number
  expiresAt: number
  answer: 'pending' | 'declined' | DeviceSignIn
  /** By the callers' clock: when the device asked last. */
  polledAt: number
}

/** Seconds that a device code lives, and that a device waits between two questions. */
export const DEVICE_CODE_LIFETIME_S = 900
export const POLLING_INTERVAL_S = 5
/** Requests remembered at most; the oldest go first. */
const MAX_REQUESTS = 1_000
/** Without letters and digits that look alike. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

export interface DeviceCodes {
  issue(
    request: Pick<DeviceRequest, 'appId' | 'segment' | 'scope'>,
    now: number,
  ): { deviceCode: string; userCode: string }
  byDeviceCode(deviceCode: string): DeviceRequest | undefined
  /** By what a person typed, in any case, with or without a dash. */
  byUserCode(userCode: string): DeviceRequest | undefined
  /** The device has its tokens: its code is spent. */
  forget(deviceCode: string): void
}

export function createDeviceCodes(random: Randomness): DeviceCodes {
  const requests = new Map<string, DeviceRequest>()
  return {
    issue: (request, now) => {
      const deviceCode = `D${random.opaque(96)}`
      const userCode = [...random.bytes(9)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')
      const expiresAt = now + DEVICE_CODE_LIFETIME_S * 1000
      requests.set(deviceCode, { ...request, userCode, issuedAt: now, expiresAt, answer: 'pending', polledAt: 0 })
      const oldest = requests.keys().next()
      if (requests.size > MAX_REQUESTS && !oldest.done) requests.delete(oldest.value)
      return { deviceCode, userCode }
    },
    byDeviceCode: (deviceCode) => requests.get(deviceCode),
    byUserCode: (userCode) => {
      const wanted = userCode.toUpperCase().replace(/[^A-Z0-9]/g, '')
      return [...requests.values()].find((request) => request.userCode === wanted)
    },
    forget: (deviceCode) => {
      requests.delete(deviceCode)
    },
  }
}

import type { IdentityPlatform, IdentityWorld } from '../identity-port.ts'
import { AadstsError, errorBody } from './aadsts.ts'
import { createAuthorizationCodes } from './authorization-codes.ts'
import { createBrowserSessions } from './browser-sessions.ts'
import { createDeviceCodes } from './device-codes.ts'
import { answerJson, header, openExchange, send } from './exchange.ts'
import { createIssuerKeys } from './issuer-keys.ts'
import type { Platform } from './platform.ts'
import { createRandomness } from './randomness.ts'
import { findRoute } from './routes.ts'
import { createSigningKeys, type SigningKeys } from './signing-keys.ts'
import { createSmartLockout } from './smart-lockout.ts'
import { accessTokenVerifier } from './tokens/access-token-verifier.ts'
import { createRefreshTokens } from './tokens/refresh-token.ts'

export interface IdentityPlatformOptions {
  /** Numbers in [0, 1) from which every id, code and session is drawn. */
  random: () => number
  /** Names the simulator's data: with it, refresh tokens outlive a restart. */
  appidSeed?: string
  /**
   * Real time, for callers that do not follow the simulated clock: their client assertions are also taken when valid
   * by this one.
   */
  callersClock?: () => number
  /** Keys to sign with; fresh ones when absent. */
  signingKeys?: SigningKeys
}

/** The identity platform, with what only the control door needs. */
export interface SimulatedIdentityPlatform extends IdentityPlatform {
  /** Signs with a new key from now on and publishes it beside the one before. */
  rotateSigningKeys(): Promise<void>
}

/** Starts the simulated identity platform over the tenancies of `world`. */
export async function createIdentityPlatform(
  world: IdentityWorld,
  options: IdentityPlatformOptions,
): Promise<SimulatedIdentityPlatform> {
  const random = createRandomness(options.random)
  const keys = options.signingKeys ?? (await createSigningKeys())
  const verify = accessTokenVerifier(keys, world)
  const platform: Platform = {
    world,
    random,
    keys,
    verify,
    issuerKeys: createIssuerKeys(),
    codes: createAuthorizationCodes(random),
    deviceCodes: createDeviceCodes(random),
    sessions: createBrowserSessions(random),
    lockout: createSmartLockout(),
    refreshTokens: createRefreshTokens(random, options.appidSeed),
    callersNow: options.callersClock ?? (() => world.now()),
  }

  return {
    handle: async (request, response, url) => {
      const route = findRoute(url.pathname)
      if (route === undefined) return false
      const exchange = await openExchange(platform, request, response, url, route)
      if (exchange === undefined) {
        response.writeHead(413, { connection: 'close' }).end()
        return true
      }
      if (exchange.method === 'OPTIONS') {
        const allow = [...route.methods, 'OPTIONS'].join(', ')
        send(exchange, 200, '', {
          allow,
          'access-control-allow-origin': '*',
          'access-control-allow-methods': allow,
          'access-control-allow-headers': header(request, 'access-control-request-headers') ?? '*',
        })
        return true
      }
      if (!route.methods.includes(exchange.method)) {
        const allowed = route.methods.join(', ')
        const error = new AadstsError(900561, { values: { allowed, method: exchange.method } })
        answerJson(exchange, 405, errorBody(error, exchange.trace), { allow: allowed })
        return true
      }
      await route.endpoint(platform, exchange)
      return true
    },
    verifyAccessToken: async (token, takes) => verify(token, takes),
    rotateSigningKeys: () => keys.rotate(),
    signValidationToken: (claims) => keys.sign(claims),
  }
}

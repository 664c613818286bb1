import type { IdentityPlatform } from '../identity-port.ts'

/** The resource for which a bot's tokens are (learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication). */
const CONNECTOR = 'https://api.botframework.com'

/** Whose token it is: the bot's application id; undefined when the connector does not take it. */
export type VerifyBotToken = (token: string) => Promise<string | undefined>

const isConnector = (audience: string) => audience.replace(/\/$/, '') === CONNECTOR

/** Takes the tokens that the simulated identity platform gives for the Bot Connector. */
export function botTokens(identity: IdentityPlatform, now: () => number): VerifyBotToken {
  return async (token) => {
    const verified = await identity.verifyAccessToken(token, isConnector)
    if (!verified.ok || verified.token.expiresAt <= now()) return undefined
    return verified.token.appId
  }
}

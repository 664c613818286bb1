import type { IncomingMessage, ServerResponse } from 'node:http'
import { readJson, sendJson } from '../http/exchange.ts'
import type { SigningKeys } from '../identity/signing-keys.ts'
import type { World } from '../world/world.ts'
import {
  type BotAnswer,
  type BotRequest,
  conversationMembers,
  createConversation,
  deleteActivity,
  sendActivity,
  updateActivity,
} from './bot-connector.ts'
import type { VerifyBotToken } from './bot-token.ts'
import { ConnectorError } from './connector-error.ts'

/** Under the simulator's own name everything stands below /botframework; under its own hosts it does not. */
const CONNECTOR = /^(?:\/botframework)?(?:\/[a-z]{2,8})?(?:\/[0-9a-f-]{36})?\/v3\/conversations(?:\/(.*))?$/i
const METADATA = /^(?:\/botframework)?\/v1\/\.well-known\/(openidconfiguration|keys)$/i
const OWN_HOSTS = /(^|\.)(smba\.trafficmanager\.net|botframework\.com)$/i

export interface BotDoorParts {
  readonly world: World
  readonly verifyBotToken: VerifyBotToken
  /** With which the channel signs what it sends to bots. */
  readonly keys: () => Promise<SigningKeys>
}

/** The Bot Connector (smba.trafficmanager.net), and what a bot needs to believe its calls. */
export function botDoor({ world, verifyBotToken, keys }: BotDoorParts) {
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> => {
    if (!url.pathname.startsWith('/botframework/') && !OWN_HOSTS.test(url.hostname)) return false
    const metadata = METADATA.exec(url.pathname)?.[1]?.toLowerCase()
    if (metadata !== undefined) {
      const base = `${url.origin}${url.pathname.replace(/[^/]+$/, '')}`
      sendJson(response, 200, metadata === 'keys' ? await publishedKeys(await keys()) : configuration(base))
      return true
    }
    const below = CONNECTOR.exec(url.pathname)
    if (!below) return false
    const [, credential] = /^bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
    const appId = credential === undefined ? undefined : await verifyBotToken(credential)
    try {
      const body = await readJson(request)
      if (appId === undefined) sendJson(response, 401, { message: 'Authorization has been denied for this request.' })
      else reply(response, answer({ world, appId, body }, request.method ?? 'GET', partsOf(below[1] ?? '')))
    } catch (error) {
      const known =
        error instanceof SyntaxError ? new ConnectorError(400, 'BadSyntax', 'The body is no valid JSON.') : error
      if (!(known instanceof ConnectorError)) throw error
      sendJson(response, known.status, { error: { code: known.code, message: known.message } })
    }
    return true
  }
}

function answer(request: BotRequest, method: string, [id, what, activity, ...rest]: readonly string[]): BotAnswer {
  if (id === undefined && method === 'POST') return createConversation(request)
  if (id !== undefined && rest.length === 0) {
    if (what === 'members' && activity === undefined && method === 'GET') return conversationMembers(request, id)
    if (what === 'activities') {
      if (method === 'POST') return sendActivity(request, id, activity)
      if (method === 'PUT' && activity !== undefined) return updateActivity(request, id, activity)
      if (method === 'DELETE' && activity !== undefined) return deleteActivity(request, id, activity)
    }
  }
  throw new ConnectorError(404, 'NotFound', 'No HTTP resource was found that matches the request.')
}

function partsOf(path: string): string[] {
  return path.split('/').filter(Boolean).map(decodeURIComponent)
}

function reply(response: ServerResponse, { status, body }: BotAnswer): void {
  if (body !== undefined) sendJson(response, status, body)
  else response.writeHead(status, { 'Content-Length': 0 }).end()
}

/** learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication: connector to bot. */
function configuration(base: string) {
  return {
    issuer: 'https://api.botframework.com',
    authorization_endpoint: 'https://invalid.botframework.com',
    jwks_uri: `${base}keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  }
}

async function publishedKeys(keys: SigningKeys) {
  const published = await keys.published()
  return { keys: published.map((key) => ({ ...key, endorsements: ['msteams'] })) }
}
